import type { AssistantStatusView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** Who answers, and how much of the month's tokens is left. */
export async function getAssistantStatus(ctx: Context): Promise<AssistantStatusView> {
  authorise(ctx, 'read');
  throw new Error('not built');
}
