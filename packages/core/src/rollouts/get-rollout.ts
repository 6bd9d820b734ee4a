import type { RolloutView } from '@groundwork/shared/views';
import { authorise, type Context, notFound } from '../context.ts';
import { readRollouts } from './rollout-views.ts';

/** How a rollout stands. */
export async function getRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  authorise(ctx, 'read');
  const { agencyId, locationIds } = ctx.actor;
  const [rollout] = await readRollouts(ctx.db, { agencyId, locationIds, id: input.id, limit: 1 });
  if (!rollout) throw notFound('rollout');
  return rollout;
}
