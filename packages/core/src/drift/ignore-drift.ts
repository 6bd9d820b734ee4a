import type { DriftIgnoreView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Not shown as open until then. */
export async function ignoreDrift(
  ctx: Context,
  input: { key: string; locationId: string | null; days: number; reason: string },
): Promise<DriftIgnoreView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
