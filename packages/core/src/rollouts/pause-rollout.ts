import type { RolloutView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { getRollout } from './get-rollout.ts';
import { lockRollout, wrongState } from './lock-rollout.ts';
import { tellRollout } from './tell-rollout.ts';

/** What runs ends; nothing new begins. Asked twice, the first stands. */
export async function pauseRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  await commitOnce(ctx, async (tx) => {
    const { id, agency_id: agencyId, state } = await lockRollout(tx, ctx, input.id);
    if (state === 'PAUSED') return;
    if (state !== 'RUNNING') throw wrongState(state, 'there is nothing to pause');
    await tx
      .updateTable('rollouts')
      .set({ state: 'PAUSED', halt_reason: `Paused by ${ctx.actor.name}.` })
      .where('agency_id', '=', agencyId)
      .where('id', '=', id)
      .execute();
    await tellRollout(ctx, tx, { id, agencyId });
  });
  return getRollout(ctx, input);
}
