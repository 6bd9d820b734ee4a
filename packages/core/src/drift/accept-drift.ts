import type { BlueprintVersionView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Writes what is there into a new version of the blueprint, and counts it as applied where it is so. */
export async function acceptDrift(
  ctx: Context,
  input: { key: string },
): Promise<{ version: BlueprintVersionView; accounts: number }> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
