import type { Db, Tx } from '@groundwork/db';
import { sql } from 'kysely';

/** What jobs have done to an account up to now. Two marks that are equal: nothing was begun or ended in between. */
export interface JobMark {
  /** A job waits or runs: what the account holds is on its way. */
  isBusy: boolean;
  mark: string;
}

export async function jobMark(db: Db | Tx, key: { agencyId: string; locationId: string }): Promise<JobMark> {
  const row = await db
    .selectFrom('jobs')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .select([
      sql<boolean>`coalesce(bool_or(state in ('PENDING', 'PROCESSING')), false)`.as('isBusy'),
      sql<string>`concat_ws('|', count(*), sum(runs), max(started_at), max(finished_at))`.as('mark'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}
