import type { RolloutView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { decodePage, encodePage } from '../page-cursor.ts';
import { readRollouts } from './rollout-views.ts';

/** Newest first. */
export async function listRollouts(
  ctx: Context,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ rollouts: RolloutView[]; nextCursor: string | null }> {
  authorise(ctx, 'read');
  const rollouts = await readRollouts(ctx.db, {
    agencyId: ctx.actor.agencyId,
    locationIds: ctx.actor.locationIds,
    before: decodePage(input.cursor),
    limit: input.limit + 1,
  });
  const page = rollouts.slice(0, input.limit);
  const last = page.at(-1);
  return { rollouts: page, nextCursor: rollouts.length > input.limit && last ? encodePage(last) : null };
}
