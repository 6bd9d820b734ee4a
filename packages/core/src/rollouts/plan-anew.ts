import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import type { Rollout } from './advance-rollout.ts';
import { askForPlans } from './plan-messages.ts';
import { targetRows } from './target-rows.ts';

/** A client who edits all the time would have the account read for ever. */
const mostTries = 3;

/**
 * Forgets the plans of accounts that have moved away from them, and asks for new ones. Not where another version was applied, or
 * something taken back, since the plan was made: who did that may not want it undone. Answers how many they are.
 */
export async function planStaleAnew(core: Pick<Core, 'queue'>, tx: Tx, rollout: Rollout): Promise<number> {
  const { id, blueprint_id: blueprintId } = rollout;
  const { numAffectedRows = 0n } = await sql`
    update rollout_targets target set plan_id = null, steps = null, losses = null, cells = null, error = null
    from ${targetRows([id])} row
    join jobs job on job.id = row.job_id
    join plans plan on plan.id = row.plan_id
    where target.rollout_id = ${id} and row.location_id = target.location_id
      and row.state = 'FAILED' and job.rollout_id = ${id} and job.error->>'code' = 'PLAN_STALE'
      and (select count(*) from jobs tried where tried.rollout_id = ${id} and tried.location_id = row.location_id) < ${mostTries}
      and not exists (
        select from jobs other
        join plans theirs on theirs.id = other.plan_id
        join blueprint_versions version on version.id = theirs.blueprint_version_id
        where other.agency_id = row.agency_id and other.location_id = row.location_id and other.id <> job.id
          and version.blueprint_id = ${blueprintId} and other.started_at > plan.created_at
          and (theirs.purpose <> 'apply' or theirs.blueprint_version_id <> plan.blueprint_version_id))`.execute(tx);
  if (numAffectedRows > 0n) await askForPlans(core, tx, id);
  return Number(numAffectedRows);
}

/** The same for one account, whatever has become of its plan. */
export async function planAnew(
  core: Pick<Core, 'queue'>,
  tx: Tx,
  { rolloutId, locationId }: { rolloutId: string; locationId: string },
): Promise<void> {
  await tx
    .updateTable('rollout_targets')
    .set({ plan_id: null, steps: null, losses: null, cells: null, error: null })
    .where('rollout_id', '=', rolloutId)
    .where('location_id', '=', locationId)
    .execute();
  await askForPlans(core, tx, rolloutId);
}
