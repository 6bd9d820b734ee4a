import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { askForChecks } from '../drift/ask-for-checks.ts';
import type { DriftMessage } from '../drift/check-account.ts';
import { checkKey } from '../drift/checks-asked.ts';
import type { Stored } from './store-deliveries.ts';

/** Has the kinds that events hint at checked where some of them were applied: once for each account, whatever many say. */
export async function askForHintedChecks(core: Core, tx: Tx, stored: readonly Stored[]): Promise<void> {
  const hinted = new Map<string, DriftMessage>();
  for (const { whose, delivery } of stored) {
    if (delivery.hints.length === 0 || whose?.state !== 'active') continue;
    const { agencyId, locationId } = whose;
    const kinds = [...delivery.hints];
    hinted.set(checkKey(agencyId, locationId, kinds), { agencyId, locationId, kinds });
  }
  if (hinted.size === 0) return;
  const asked = [...hinted].map(([key, message]) => ({ key, ...message }));
  const { rows } = await sql<{ key: string }>`
    select asked.key from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as asked (key text, "agencyId" uuid, "locationId" text, kinds text[])
    where exists (
      select from resource_states recorded
      where recorded.agency_id = asked."agencyId" and recorded.location_id = asked."locationId"
        and recorded.kind = any (asked.kinds))
    order by asked.key`.execute(tx);
  const messages = rows.flatMap(({ key }) => hinted.get(key) ?? []);
  await askForChecks(core, tx, messages);
}
