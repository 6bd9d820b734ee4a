import type { Db } from '@groundwork/db';
import type { AppliedStep } from '@groundwork/shared/plan';

/** What a job has written to GHL, or may have, verified or not, with what it had found there. */
export async function readAppliedSteps(
  db: Db,
  { agencyId, jobId }: { agencyId: string; jobId: string },
): Promise<AppliedStep[]> {
  const rows = await db
    .selectFrom('job_steps')
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    // The id is set once GHL's answer is known.
    .where((step) =>
      step.or([
        step('ghl_id', 'is not', null),
        step.and([step('state', '=', 'FAILED'), step('intent', 'is not', null)]),
      ]),
    )
    .orderBy('position')
    .select(['item', 'ghl_id', 'before'])
    .execute();
  return rows.flatMap(({ item, ghl_id: ghlId, before }) => (before ? [{ item, ghlId, before }] : []));
}
