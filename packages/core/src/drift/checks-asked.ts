import type { Db, Tx } from '@groundwork/db';
import { sql } from 'kysely';
import { driftCheckQueue } from '../queue.ts';

/** The queue's key of an account's check; of one that is about some kinds only another. */
export const checkKey = (agencyId: string, locationId: string, kinds?: readonly string[]): string =>
  [agencyId, locationId, ...(kinds ?? [])].join(':');

/**
 * Accounts whose check was asked for and has not answered yet; not those that a webhook had looked at. A message that is still being put away when its check has been
 * written down does not count.
 */
export const accountsAsked = (agencyId: string) => sql<{ location_id: string }>`(
  select split_part(message.singleton_key, ':', 2) as location_id
  from pgboss.job message
  where message.name = ${driftCheckQueue} and message.state < 'completed'
    and message.singleton_key like ${`${agencyId}:%`} and message.singleton_key not like '%:%:%'
    and not exists (
      select from drift_checks checked
      where checked.agency_id = ${agencyId} and checked.location_id = split_part(message.singleton_key, ':', 2)
        and message.state = 'active' and checked.checked_at >= message.started_on)
  group by 1)`;

export async function isChecking(db: Db | Tx, agencyId: string, locationId: string): Promise<boolean> {
  const { rows } = await sql`
    select from ${accountsAsked(agencyId)} asked where asked.location_id = ${locationId}`.execute(db);
  return rows.length > 0;
}
