import { AppError } from '@groundwork/shared';
import type { RolloutView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { advanceRollout } from './advance-rollout.ts';
import { approve, plannedLosses } from './approve.ts';
import { assignWaves } from './assign-waves.ts';
import { getRollout } from './get-rollout.ts';
import { lockRollout, wrongState } from './lock-rollout.ts';
import { readRollouts } from './rollout-views.ts';

/**
 * Approves all its plans and begins with the canary. `confirm` as `RolloutView.confirmText` asks. Refused (PLAN_STALE) where they are
 * not those of the `RolloutView.revision` that was looked at. Asked twice, the first stands.
 */
export async function startRollout(
  ctx: Context,
  input: { id: string; confirm?: string | undefined; revision?: string | undefined },
): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  await commitOnce(ctx, async (tx) => {
    const rollout = await lockRollout(tx, ctx, input.id);
    if (rollout.state === 'PLANNING') throw wrongState(rollout.state, 'nobody can approve it yet. Wait for its plans');
    if (rollout.state === 'RUNNING' || (rollout.state === 'SUCCESS' && rollout.approved_by !== null)) return;
    if (rollout.state !== 'PLANNED') throw wrongState(rollout.state, 'it cannot be started. Look at it again');
    const losses = await plannedLosses(tx, rollout.id);
    if (losses.length === 0)
      throw new AppError(
        'PLAN_EMPTY',
        'None of its plans has anything to apply. Mend what keeps accounts from being planned and retry the rollout, or cancel it.',
      );
    const [view] = await readRollouts(tx, { agencyId: ctx.actor.agencyId, id: rollout.id, limit: 1 });
    requireSeen(losses, view?.revision ?? null, input.revision);
    requireConfirmation(losses, view?.blueprint.name ?? '', input.confirm);
    await assignWaves(tx, rollout.id, rollout.settings);
    await approve(ctx, tx, rollout.id, ctx.actor.memberId);
  });
  await advanceRollout(ctx, input.id);
  return getRollout(ctx, input);
}

/** Between the look at a rollout and its approval accounts may be planned anew, left out, taken in, or applied from their own page. */
function requireSeen(losses: readonly string[][], revision: string | null, seen: string | undefined): void {
  if (seen === undefined || seen === revision) return;
  const destructive = losses.filter((lost) => lost.length > 0).length;
  throw new AppError(
    'PLAN_STALE',
    `The plans changed since you looked: now ${losses.length} ${losses.length === 1 ? 'account is' : 'accounts are'} to change, and something is destroyed in ${destructive === 0 ? 'none' : destructive} of them. Nothing was started. Look again, then approve.`,
  );
}

function requireConfirmation(losses: readonly string[][], blueprintName: string, confirm: string | undefined): void {
  const destructive = losses.filter((lost) => lost.length > 0);
  if (destructive.length === 0 || confirm?.trim() === blueprintName.trim()) return;
  const what = [...new Set(destructive.flat())];
  const shown = what.slice(0, 10).join(', ') + (what.length > 10 ? ` and ${what.length - 10} more` : '');
  throw new AppError(
    'BAD_REQUEST',
    `In ${destructive.length} ${destructive.length === 1 ? 'account' : 'accounts'} this destroys ${shown}. Type the blueprint's name, "${blueprintName}", to confirm it.`,
  );
}
