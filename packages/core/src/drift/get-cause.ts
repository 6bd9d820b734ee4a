import type { DriftCauseView, DriftFindingView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** One cause, account by account. */
export async function getCause(
  ctx: Context,
  input: { key: string },
): Promise<DriftCauseView & { findings: DriftFindingView[] }> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
