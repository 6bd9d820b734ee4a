import { AppError } from '@groundwork/shared';
import type { AssistantAnswer, AssistantRequest } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { answerOffline } from './offline/answer-offline.ts';
import { openCall } from './open-call.ts';
import { withoutFetching } from './plain-words.ts';
import { answerOf, type Run } from './run.ts';
import { settleCall } from './settle-call.ts';

/** Why the composer answers in the model's place. */
export interface Fallback {
  code: AppError['code'] | null;
  reason: string;
}

/** The composer's answer: no language model, no tokens, no provider. */
export async function askComposer(
  ctx: Context,
  run: Run,
  request: AssistantRequest,
  fallback: Fallback | null,
): Promise<AssistantAnswer> {
  run.feed.step('The composer answers, without a language model');
  const { id: runId, task } = run;
  const id = await openCall(ctx, { runId, task, source: 'offline', model: null, reserveTokens: 0 });
  const nothing = { usage: null, model: null };
  try {
    const said = await answerOffline(ctx, request);
    const content = said.kind === 'text' ? { ...said, text: withoutFetching(said.text) } : said;
    await settleCall(ctx, id, { ...nothing, state: 'DONE', errorCode: fallback?.code ?? null });
    return answerOf(run, content, { source: 'offline', model: null, fallback: fallback?.reason ?? null });
  } catch (error) {
    const errorCode = error instanceof AppError ? error.code : 'INTERNAL';
    await settleCall(ctx, id, { ...nothing, state: 'FAILED', errorCode });
    throw error;
  }
}

/** Why the model did not answer, as a person is told; null for an error the composer is no help against. */
export function fallbackFor(error: unknown): Fallback | null {
  if (!(error instanceof AppError)) return null;
  const { code, message } = error;
  if (code === 'AI_UNAVAILABLE') return { code, reason: `The language model is not available. ${message}` };
  if (code === 'AI_REJECTED') return { code, reason: `The language model did not take the question. ${message}` };
  return code === 'AI_BUDGET_SPENT' || code === 'AI_UNUSABLE' ? { code, reason: message } : null;
}
