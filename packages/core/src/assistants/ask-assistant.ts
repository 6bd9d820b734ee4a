import type { AssistantEvent, AssistantRequest } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/**
 * Answers a question, step by step. It writes to no account and approves nothing: what it proposes is a text, until a person accepts
 * it. Ends early, and the provider's call with it, when the signal does.
 */
export async function* askAssistant(
  ctx: Context,
  _request: AssistantRequest,
  _signal: AbortSignal,
): AsyncGenerator<AssistantEvent, void, undefined> {
  authorise(ctx, 'assistant.use');
  yield { type: 'step', text: 'not built' };
  throw new Error('not built');
}
