import type { LanguageModel } from '@groundwork/integrations/openai';
import { AppError, type Issue } from '@groundwork/shared';
import { draftSource } from '@groundwork/shared/author';
import type { AssistantAnswer, AssistantContent, AssistantEvent } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { answerKey, findAnswer, isForAll, keepAnswer } from './answer-cache.ts';
import { fallbackFor } from './ask-composer.ts';
import { callModel, type ModelCall } from './call-model.ts';
import { judgeAnswer } from './judge-answer.ts';
import { mapTexts } from './map-texts.ts';
import { openCall } from './open-call.ts';
import type { Question } from './prepare-question.ts';
import { repairMessage } from './prompts/repair-message.ts';
import { answerOf, type Run } from './run.ts';

const maxAttempts = 3;

/** The model's answer, or one it gave before. It hears of its own faults and may mend them; what it never mends is AI_UNUSABLE. */
export async function askModel(
  ctx: Context,
  provider: LanguageModel,
  run: Run,
  question: Question,
): Promise<AssistantAnswer> {
  const { prompt, mask } = question;
  const model = ctx.assistant.models[run.task];
  const key = answerKey(prompt, model);
  const before = await answerBefore(ctx, run, question, { key, model });
  if (before) return before;

  let messages: ModelCall['messages'] = prompt.messages;
  let faults: Issue[] = [];
  let remains: AssistantContent | undefined;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const said = await callModel(ctx, run, {
      step: attempt === 1 ? `Asking ${model}` : `Sending ${faultsIn(faults)} back to ${model}`,
      provider,
      model,
      prompt,
      messages,
      onText: (soFar) => run.feed.progress(() => progressOf(question, soFar)),
      judge(completion) {
        run.feed.step('Checking the answer');
        return judgeAnswer(ctx, question, completion);
      },
    }).catch((error: unknown) => {
      if (remains && !run.signal.aborted && fallbackFor(error)) return null;
      throw error;
    });
    if (!said) break;
    const { text, verdict } = said;
    if (verdict.usable) {
      const savedTokens = run.usage.inputTokens + run.usage.outputTokens;
      if (isForAll(prompt, text)) await keepAnswer(ctx, { key, text, savedTokens, task: run.task, model });
      return answerOf(run, verdict.content, { source: 'model', model, fallback: null });
    }
    remains = verdict.remains ?? remains;
    faults = mapTexts(verdict.faults, (text) => mask.hide(text));
    messages = [
      ...messages,
      { role: 'assistant', content: text || '(nothing)' },
      { role: 'user', content: repairMessage(faults) },
    ];
  }
  if (remains) return answerOf(run, remains, { source: 'model', model, fallback: null });
  throw new AppError(
    'AI_UNUSABLE',
    `The language model was asked ${maxAttempts} times, and each answer had faults: the last one ${faultsIn(faults)}. Ask again, or ask for less at once.`,
    { issues: mapTexts(faults, (text) => mask.restore(text)), retryable: true },
  );
}

/** What is valid today is judged today: a kept answer that no longer is one is asked for anew. */
async function answerBefore(
  ctx: Context,
  run: Run,
  question: Question,
  { key, model }: { key: string; model: string },
): Promise<AssistantAnswer | null> {
  const kept = await findAnswer(ctx, key);
  if (!kept) return null;
  const verdict = await judgeAnswer(ctx, question, { text: kept.text, finish: 'stop' });
  if (!verdict.usable) return null;
  const { id: runId, task } = run;
  const hit = { key, savedTokens: kept.savedTokens };
  await openCall(ctx, { runId, task, source: 'cache', model, reserveTokens: 0, hit });
  return answerOf(run, verdict.content, { source: 'cache', model, fallback: null });
}

function progressOf(
  { prompt, source, mask }: Question,
  text: string,
): Extract<AssistantEvent, { type: 'draft' | 'text' }> | null {
  if (!prompt.form) return { type: 'text', text: mask.restore(text) };
  const draft = draftSource(source, text);
  return draft === null ? null : { type: 'draft', source: mask.restore(draft) };
}

const faultsIn = (faults: readonly Issue[]): string => (faults.length === 1 ? '1 fault' : `${faults.length} faults`);
