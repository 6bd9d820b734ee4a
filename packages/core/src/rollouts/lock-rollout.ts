import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { RolloutState } from '@groundwork/shared/views';
import { rolloutInScope } from '../account-scope.ts';
import { type Context, notFound } from '../context.ts';

/** A rollout of the caller's agency, which nobody else brings on until the transaction ends. */
export async function lockRollout(tx: Tx, ctx: Context, id: string) {
  const rollout = await tx
    .selectFrom('rollouts')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', id)
    .where(rolloutInScope(ctx.actor, 'rollouts.id'))
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  if (!rollout) throw notFound('rollout');
  return rollout;
}

/** In the words of who asked for something that cannot be. */
export const wrongState = (state: RolloutState, what: string): AppError =>
  new AppError('CONFLICT', `This rollout ${stands[state]}, so ${what}.`);

const stands: Readonly<Record<RolloutState, string>> = {
  PLANNING: 'is still being planned',
  PLANNED: 'waits for approval',
  RUNNING: 'is running',
  PAUSED: 'is paused',
  HALTED: 'has halted',
  SUCCESS: 'is done',
  FAILED: 'is over',
  CANCELLED: 'was cancelled',
};
