import type { AssistantBudgetView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** How many tokens the agency may use in a month. 0 leaves the composer alone. */
export async function saveAssistantSettings(
  ctx: Context,
  _input: { monthlyTokens: number },
): Promise<AssistantBudgetView> {
  authorise(ctx, 'assistant.settings');
  throw new Error('not built');
}
