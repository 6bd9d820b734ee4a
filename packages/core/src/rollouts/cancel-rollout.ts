import type { RolloutView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { advanceRollout } from './advance-rollout.ts';
import { getRollout } from './get-rollout.ts';
import { lockRollout, wrongState } from './lock-rollout.ts';

/** Cancels what runs, and begins nothing any more. For good: who wants the rest makes another rollout. Asked twice, the first stands. */
export async function cancelRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  await commitOnce(ctx, async (tx) => {
    const { id, agency_id: agencyId, state } = await lockRollout(tx, ctx, input.id);
    if (state === 'CANCELLED') return;
    if (state === 'SUCCESS' || state === 'FAILED') throw wrongState(state, 'there is nothing to cancel');
    await tx
      .updateTable('rollouts')
      .set({
        state: 'CANCELLED',
        halt_reason: `Cancelled by ${ctx.actor.name}.`,
        cancelled_by: ctx.actor.memberId,
        finished_at: ctx.now(),
        is_open: true,
      })
      .where('agency_id', '=', agencyId)
      .where('id', '=', id)
      .execute();
    await tx
      .updateTable('rollout_targets')
      .set({ again: false })
      .where('rollout_id', '=', id)
      .where('again', '=', true)
      .execute();
  });
  await advanceRollout(ctx, input.id);
  return getRollout(ctx, input);
}
