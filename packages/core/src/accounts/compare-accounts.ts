import type { ComparisonView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Reads two accounts to the last page and says what differs. */
export async function compareAccounts(
  ctx: Context,
  input: { leftId: string; rightId: string },
): Promise<ComparisonView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.leftId}`);
}
