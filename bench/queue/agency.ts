import { randomUUID } from 'node:crypto';
import { connect } from '@groundwork/db';
import { readAssistantModels } from '../../packages/core/src/assistants/assistant-models.ts';
import { saveBlueprint } from '../../packages/core/src/blueprints/save-blueprint.ts';
import type { Context, Core } from '../../packages/core/src/context.ts';
import { startJob } from '../../packages/core/src/jobs/start-job.ts';
import { createPlan } from '../../packages/core/src/plans/create-plan.ts';
import { jobQueue } from '../../packages/core/src/queue.ts';
import type { ApplyPlace, createBoss } from '../../packages/core/src/queue.ts';
import { instantGhl } from './instant-ghl.ts';

/** A blueprint of so many tags. */
export const tags = (name: string, count: number): string =>
  `groundwork: 1\nname: ${name}\nresources:\n  tag:\n${Array.from({ length: count }, (_, index) => `    t${index}: { name: ${name} ${index} }\n`).join('')}`;

export type Boss = ReturnType<typeof createBoss>;

/** The parts of a process that are about jobs, with a GHL that answers at once. */
export function createCore(databaseUrl: string, boss: Boss, ghl = instantGhl()): Core {
  const silent = () => {};
  return {
    db: connect(databaseUrl, { maxConnections: 24 }),
    queue: jobQueue(boss),
    ghl,
    bridge: unusedBridge,
    assistant: { model: null, models: readAssistantModels('').models, monthlyTokens: 0 },
    now: () => new Date(),
    log: { info: silent, warn: silent, error: silent },
    publicUrl: new URL('http://localhost'),
    sandbox: true,
  };
}

const unused = () => Promise.reject(new Error('not part of this benchmark'));
const unusedBridge: Core['bridge'] = {
  name: 'bridge',
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  health: () => Promise.resolve({ state: 'up', detail: null }),
  accessToken: unused,
  redeemTicket: unused,
  installation: unused,
  reconcile: unused,
  connections: unused,
  refreshes: unused,
  testConnection: unused,
  onNews: () => () => {},
};

/** An agency whose owner makes plans and starts jobs. */
export async function openAgency(core: Core) {
  const { id: agencyId, company_id: companyId } = await core.db
    .insertInto('agencies')
    .values({ company_id: randomUUID(), name: 'Bench' })
    .returning(['id', 'company_id'])
    .executeTakeFirstOrThrow();
  const { id: memberId } = await core.db
    .insertInto('members')
    .values({ agency_id: agencyId, ghl_user_id: 'owner', name: 'Owner', email: 'owner@example.com', role: 'owner' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const actor = {
    memberId,
    sessionId: randomUUID(),
    agencyId,
    companyId,
    role: 'owner',
    name: 'Owner',
    apiKey: null,
    locationIds: null,
  } as const;
  const ctx: Context = { ...core, actor };
  return {
    addAccount: async (id: string): Promise<void> => {
      await core.db.insertInto('locations').values({ agency_id: agencyId, id, name: id, state: 'active' }).execute();
    },
    save: async (source: string): Promise<string> => (await saveBlueprint(ctx, source)).id,
    plan: async (locationId: string, blueprintVersionId: string): Promise<string> =>
      (await createPlan(ctx, { locationId, blueprintVersionId, variables: {} })).id,
    /** Answers when its message was put into the queue, by this process's clock; nothing is committed before that. */
    async start(planId: string): Promise<{ jobId: string; queuedAt: number }> {
      let queuedAt = Number.NaN;
      const sendApply = (
        ...args: [Parameters<Core['queue']['sendApply']>[0], { jobId: string; run: number }, ApplyPlace]
      ) => {
        queuedAt = performance.now();
        return core.queue.sendApply(...args);
      };
      const { id: jobId } = await startJob({ ...ctx, queue: { ...core.queue, sendApply } }, { planId });
      return { jobId, queuedAt };
    },
  };
}

export type Agency = Awaited<ReturnType<typeof openAgency>>;
