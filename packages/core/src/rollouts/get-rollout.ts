import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** How a rollout stands. */
export async function getRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
