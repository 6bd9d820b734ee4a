import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Cancels what runs, and begins nothing any more. */
export async function cancelRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
