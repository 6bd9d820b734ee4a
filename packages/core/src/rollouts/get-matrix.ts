import type { RolloutMatrixView, TargetState } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Accounts by resources, a page of it. */
export async function getMatrix(
  ctx: Context,
  input: { id: string; offset: number; limit: number; state?: TargetState | undefined },
): Promise<RolloutMatrixView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
