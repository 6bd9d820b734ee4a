import { AppError } from '@groundwork/shared';
import type { RolloutView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context, notFound } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { advanceRollout } from './advance-rollout.ts';
import { assignWaves } from './assign-waves.ts';
import { getRollout } from './get-rollout.ts';
import { lockRollout, wrongState } from './lock-rollout.ts';
import { askForPlans } from './plan-messages.ts';
import { overStates, type TargetRow, targetRows } from './target-rows.ts';
import { tellRollout } from './tell-rollout.ts';

/** Leaves an account out, or takes it in again, before its job has begun. */
export async function skipTarget(
  ctx: Context,
  input: { id: string; locationId: string; skip: boolean },
): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  await commitOnce(ctx, async (tx) => {
    const { id, state, settings } = await lockRollout(tx, ctx, input.id);
    const { rows } = await sql<TargetRow>`
      select * from ${targetRows([id])} target where location_id = ${input.locationId}`.execute(tx);
    const [target] = rows;
    if (!target) throw notFound('account in this rollout');
    if ((target.state === 'SKIPPED') === input.skip) return;
    if (overStates.includes(state)) throw wrongState(state, 'no account can be left out or taken in any more');
    if (target.job_id) throw new AppError('CONFLICT', 'The job of this account has begun. Cancel the job to stop it.');
    await tx
      .updateTable('rollout_targets')
      .set({ skipped: input.skip })
      .where('rollout_id', '=', id)
      .where('location_id', '=', input.locationId)
      .execute();
    const needsPlan = !input.skip && target.steps === null && target.error === null;
    const hasBegun = state !== 'PLANNING' && state !== 'PLANNED';
    if (!hasBegun) await assignWaves(tx, id, settings);
    await tx
      .updateTable('rollouts')
      .set({ is_open: true, ...(state === 'PLANNED' && needsPlan && { state: 'PLANNING' }) })
      .where('id', '=', id)
      .execute();
    if (needsPlan) await askForPlans(ctx, tx, id);
    // At once: taken back before the next look, it would be news to nobody, not even to who read it in between.
    await tellRollout(ctx, tx, { id, agencyId: ctx.actor.agencyId });
  });
  await advanceRollout(ctx, input.id);
  return getRollout(ctx, input);
}
