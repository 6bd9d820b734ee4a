import type { RolloutState, RolloutView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Tx } from '@groundwork/db';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { advanceRollout } from './advance-rollout.ts';
import { getRollout } from './get-rollout.ts';
import { lockRollout, wrongState } from './lock-rollout.ts';
import { askForPlans } from './plan-messages.ts';
import { targetRows } from './target-rows.ts';

/**
 * Once more for the accounts that failed or were blocked: their jobs go on where that is possible, else they are planned anew.
 * They take their turns as the others do. Asked twice, the second finds nothing left to retry.
 */
export async function retryRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  await commitOnce(ctx, async (tx) => {
    const { id, agency_id: agencyId, state } = await lockRollout(tx, ctx, input.id);
    const next = after[state];
    if (next === null)
      throw wrongState(state, 'there is nothing to retry. Make another rollout for accounts that lack something');
    await markFailed(tx, id);
    const replanned = await forgetErrors(tx, id);
    await tx
      .updateTable('rollouts')
      .set({
        state: next === 'PLANNED' && replanned > 0 ? 'PLANNING' : next,
        ...(next === 'RUNNING' && { halt_reason: null }),
        accepted_failures: 0,
        finished_at: null,
        is_open: true,
      })
      .where('agency_id', '=', agencyId)
      .where('id', '=', id)
      .execute();
    await askForPlans(ctx, tx, id);
  });
  await advanceRollout(ctx, input.id);
  return getRollout(ctx, input);
}

/** What it becomes; null: it cannot be retried. One that a person paused stays so. */
const after: Readonly<Record<RolloutState, RolloutState | null>> = {
  PLANNING: 'PLANNING',
  PLANNED: 'PLANNED',
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  HALTED: 'RUNNING',
  FAILED: 'RUNNING',
  SUCCESS: null,
  CANCELLED: null,
};

const markFailed = (tx: Tx, rolloutId: string) =>
  sql`
    update rollout_targets target set again = true, error = null
    from ${targetRows([rolloutId])} row
    where target.rollout_id = ${rolloutId} and row.location_id = target.location_id
      and row.state in ('FAILED', 'CANCELLED') and row.job_id is not null`.execute(tx);

/** Answers how many are to be planned. */
async function forgetErrors(tx: Tx, rolloutId: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update rollout_targets target set plan_id = null, steps = null, losses = null, cells = null, error = null
    from ${targetRows([rolloutId])} row
    where target.rollout_id = ${rolloutId} and row.location_id = target.location_id and row.state = 'BLOCKED'`.execute(
    tx,
  );
  return Number(numAffectedRows);
}
