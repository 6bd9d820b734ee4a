import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Goes on after a pause or a halt. */
export async function resumeRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
