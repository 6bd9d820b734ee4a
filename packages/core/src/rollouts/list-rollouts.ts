import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Newest first. */
export async function listRollouts(
  ctx: Context,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ rollouts: RolloutView[]; nextCursor: string | null }> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
