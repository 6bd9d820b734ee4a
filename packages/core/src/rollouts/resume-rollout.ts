import type { RolloutView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { advanceRollout } from './advance-rollout.ts';
import { getRollout } from './get-rollout.ts';
import { lockRollout, wrongState } from './lock-rollout.ts';
import { readStanding } from './target-rows.ts';

/** Goes on after a pause or a halt. What has failed so far is accepted by that: it halts again when more fail. */
export async function resumeRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  await commitOnce(ctx, async (tx) => {
    const { id, agency_id: agencyId, state } = await lockRollout(tx, ctx, input.id);
    if (state === 'RUNNING') return;
    if (state !== 'PAUSED' && state !== 'HALTED') throw wrongState(state, 'there is nothing to resume');
    const failed = (await readStanding(tx, id)).filter((row) => row.failed);
    await tx
      .updateTable('rollouts')
      .set({
        state: 'RUNNING',
        halt_reason: null,
        accepted_failures: failed.reduce((sum, { count }) => sum + count, 0),
        is_open: true,
      })
      .where('agency_id', '=', agencyId)
      .where('id', '=', id)
      .execute();
  });
  await advanceRollout(ctx, input.id);
  return getRollout(ctx, input);
}
