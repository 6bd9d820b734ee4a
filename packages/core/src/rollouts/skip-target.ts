import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Leaves an account out, or takes it in again, before its job has begun. */
export async function skipTarget(
  ctx: Context,
  input: { id: string; locationId: string; skip: boolean },
): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
