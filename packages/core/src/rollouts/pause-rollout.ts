import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** What runs ends; nothing new begins. */
export async function pauseRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
