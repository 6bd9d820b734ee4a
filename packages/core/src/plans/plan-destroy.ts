import type { PlanView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** A plan that removes all that a blueprint created in an account. What was there before Groundwork stays. */
export async function planDestroy(ctx: Context, input: { locationId: string; blueprintId: string }): Promise<PlanView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.blueprintId}`);
}
