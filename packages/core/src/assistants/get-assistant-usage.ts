import type { AssistantUsageView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** What the assistant was asked and cost in a month (`2026-11`, UTC); left out: this one. */
export async function getAssistantUsage(
  ctx: Context,
  _input: { month?: string | undefined },
): Promise<AssistantUsageView> {
  authorise(ctx, 'read');
  throw new Error('not built');
}
