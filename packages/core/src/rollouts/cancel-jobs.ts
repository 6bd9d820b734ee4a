import { AppError } from '@groundwork/shared';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { cancelWithin } from '../jobs/cancel-job.ts';
import { actFor } from './act-for.ts';
import { targetRows } from './target-rows.ts';

/**
 * Cancels the jobs of a rollout that was cancelled, each for itself: a job's followers are told before the agency's, and in one
 * transaction two jobs would be told in the wrong order for whoever runs the second.
 */
export async function cancelJobs(core: Core, rolloutId: string): Promise<void> {
  const { rows } = await sql<{ agency_id: string; cancelled_by: string; job_id: string }>`
    select target.agency_id, rollouts.cancelled_by, target.job_id
    from rollouts
    join ${targetRows([rolloutId])} target on target.rollout_id = rollouts.id
    join jobs on jobs.id = target.job_id
    where rollouts.id = ${rolloutId} and jobs.rollout_id = rollouts.id and rollouts.state = 'CANCELLED' and rollouts.cancelled_by is not null
      and target.state in ('QUEUED', 'RUNNING') and jobs.cancel_requested_at is null`.execute(core.db);
  const [first] = rows;
  if (!first) return;
  const ctx = await actFor(core, core.db, { agency_id: first.agency_id, approved_by: first.cancelled_by });
  for (const { job_id } of rows)
    await core.db
      .transaction()
      .execute((tx) => cancelWithin(tx, ctx, job_id))
      .catch((error: unknown) => {
        // It has come to its end meanwhile.
        if (!(error instanceof AppError)) throw error;
      });
}
