import { randomUUID } from 'node:crypto';
import type { AssistantParts } from '../../packages/core/src/assistants/assistant-parts.ts';
import type { Context } from '../../packages/core/src/context.ts';
import { createBoss } from '../../packages/core/src/queue.ts';
import { createCore } from '../queue/agency.ts';
import { openDatabase } from '../queue/open-database.ts';

/** So far apart are two questions by the clock of this agency: nobody is asked to wait. */
const betweenQuestionsMs = 60_000;

/** An agency with one member and nothing else, and a database of its own. */
export async function openAgency(
  assistant: AssistantParts,
  log: (line: string) => void,
): Promise<{ ctx: Context; close(): Promise<void> }> {
  const database = await openDatabase(log);
  let now = Date.now();
  const core = {
    ...createCore(database.url, createBoss(database.url, 'client')),
    assistant,
    now: () => new Date(now),
  };
  const agency = await core.db
    .insertInto('agencies')
    .values({ company_id: randomUUID(), name: 'Bench' })
    .returning(['id', 'company_id'])
    .executeTakeFirstOrThrow();
  const member = await core.db
    .insertInto('members')
    .values({ agency_id: agency.id, ghl_user_id: 'owner', name: 'Owner', email: 'owner@example.com', role: 'owner' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const actor = {
    memberId: member.id,
    sessionId: randomUUID(),
    agencyId: agency.id,
    companyId: agency.company_id,
    role: 'owner',
    name: 'Owner',
    apiKey: null,
    locationIds: null,
  } as const;
  return {
    get ctx() {
      now += betweenQuestionsMs;
      return { ...core, actor };
    },
    async close() {
      await core.db.destroy();
      await database.close();
    },
  };
}
