import type { AssistantBudgetView } from '@groundwork/shared/views';
import { authorise, type Context, requirePerson } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { readBudget } from './budget.ts';

/** How many tokens the agency may use in a month. 0 leaves the composer alone. */
export async function saveAssistantSettings(
  ctx: Context,
  input: { monthlyTokens: number },
): Promise<AssistantBudgetView> {
  requirePerson(ctx);
  authorise(ctx, 'assistant.settings');
  const { agencyId, memberId } = ctx.actor;
  const settings = { monthly_tokens: input.monthlyTokens, updated_by: memberId, updated_at: ctx.now() };
  await commitOnce(ctx, async (tx) => {
    // Waits for the row's lock: a question that is taking its share ends first.
    await tx
      .insertInto('assistant_settings')
      .values({ ...settings, agency_id: agencyId })
      .onConflict((conflict) => conflict.column('agency_id').doUpdateSet(settings))
      .execute();
  });
  return readBudget(ctx);
}
