import type { AssistantStatusView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { readBudget } from './budget.ts';

/** Who answers, and how much of the month's tokens is left. */
export async function getAssistantStatus(ctx: Context): Promise<AssistantStatusView> {
  authorise(ctx, 'read');
  const { model, models } = ctx.assistant;
  const [budget, health] = await Promise.all([readBudget(ctx), model ? healthOf(model) : ('up' as const)]);
  return { provider: model ? 'model' : 'offline', models: model ? models : null, health, budget };
}

type Model = NonNullable<Context['assistant']['model']>;

const healthOf = (model: Model): Promise<AssistantStatusView['health']> =>
  model.health().then(
    ({ state }) => state,
    () => 'down',
  );
