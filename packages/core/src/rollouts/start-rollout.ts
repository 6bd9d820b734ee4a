import type { RolloutView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Approves all its plans and begins with the canary. `confirm` as `RolloutView.confirmText` asks. */
export async function startRollout(
  ctx: Context,
  input: { id: string; confirm?: string | undefined },
): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
