import type { Db, Tx } from '@groundwork/db';
import type { KindName } from '@groundwork/shared/kinds';
import type { PlanAction } from '@groundwork/shared/plan';
import type { StepView } from '@groundwork/shared/views';
import { sql } from 'kysely';

/** A job's steps as its page shows them, all or those named. Filter the job by agency before use. */
export async function stepsOf(
  db: Db | Tx,
  agencyId: string,
  jobId: string,
  positions?: readonly number[],
): Promise<StepView[]> {
  let query = db.selectFrom('job_steps').where('agency_id', '=', agencyId).where('job_id', '=', jobId);
  if (positions) query = query.where('position', 'in', positions);
  const rows = await query
    .orderBy('position')
    .select(['position', 'state', 'attempts', 'error', 'started_at', 'finished_at'])
    // Not the whole line of the plan: a step's desired and live values are long, and this is read with every event.
    .select([
      sql<string>`item->>'address'`.as('address'),
      sql<KindName>`item->>'kind'`.as('kind'),
      sql<PlanAction>`item->>'action'`.as('action'),
      sql<string>`item->>'title'`.as('title'),
      sql<string | null>`coalesce(ghl_id, item->>'ghlId')`.as('ghlId'),
    ])
    .execute();
  return rows.map(({ started_at: startedAt, finished_at: finishedAt, ...row }) => ({
    ...row,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  }));
}
