import type { EffectiveValueView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** What each variable of a version is for an account, and where that comes from. */
export async function resolveValues(
  ctx: Context,
  input: { locationId: string; blueprintVersionId: string },
): Promise<EffectiveValueView[]> {
  throw new Error(`not built: ${ctx.actor.name} ${input.locationId}`);
}
