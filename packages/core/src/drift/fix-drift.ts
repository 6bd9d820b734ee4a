import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** A rollout that brings the accounts of a cause back to what was applied. */
export async function fixDrift(
  ctx: Context,
  input: { key: string; locationIds?: string[] | undefined },
): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
