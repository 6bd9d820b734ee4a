import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Once more for the accounts that failed or were blocked: their jobs go on where that is possible, else they are planned anew. */
export async function retryRollout(ctx: Context, input: { id: string }): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
