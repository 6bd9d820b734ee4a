import type { Completion, CompletionRequest, LanguageModel, TokenUsage } from '@groundwork/integrations/openai';
import { AppError } from '@groundwork/shared';
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Verdict } from './judge-answer.ts';
import { openCall } from './open-call.ts';
import type { Prompt } from './prompts/build-prompt.ts';
import { addUsage, type Run } from './run.ts';
import { costOf, settleCall, type Settlement } from './settle-call.ts';
import { createTokenMeter, promptTokens } from './token-meter.ts';

export interface ModelCall {
  /** What is said of it once it may be made. */
  step: string;
  provider: LanguageModel;
  model: string;
  prompt: Prompt;
  messages: CompletionRequest['messages'];
  onText: (text: string) => void;
  judge: (completion: Completion) => Promise<Verdict>;
}

/** One call of the model and its row in the ledger: held before, settled after, whatever happens between. */
export async function callModel(
  ctx: Context,
  run: Run,
  { step, provider, model, prompt, messages, onText, judge }: ModelCall,
): Promise<{ text: string; verdict: Verdict }> {
  const { signal, task } = run;
  const inputTokens = promptTokens(prompt, messages);
  signal.throwIfAborted();
  const reserveTokens = inputTokens + prompt.maxOutputTokens;
  const id = await openCall(ctx, { runId: run.id, task, source: 'model', model, reserveTokens });
  run.feed.step(step);
  run.attempts += 1;
  const meter = createTokenMeter(inputTokens);
  let usage: TokenUsage | null = null;
  let settlement: Omit<Settlement, 'usage' | 'model'> = { state: 'FAILED', errorCode: 'INTERNAL' };
  try {
    const completion = await provider.complete({
      operation: task,
      model,
      system: prompt.system,
      messages,
      form: prompt.form && { name: prompt.form.name, schema: prompt.form.schema },
      maxOutputTokens: prompt.maxOutputTokens,
      userHash: userHash(ctx.actor.memberId),
      attempts: meter,
      onText(text) {
        meter.hear(text);
        onText(text);
      },
      signal,
    });
    usage = meter.withLost(completion.usage);
    const verdict = await judge(completion);
    settlement = verdict.usable ? { state: 'DONE', errorCode: null } : { state: 'FAILED', errorCode: 'AI_UNUSABLE' };
    return { text: completion.text, verdict };
  } catch (error) {
    usage ??= meter.ofFailure();
    if (signal.aborted) settlement = { state: 'CANCELLED', errorCode: null };
    else if (error instanceof AppError) settlement = { state: 'FAILED', errorCode: error.code };
    throw error;
  } finally {
    await settleCall(ctx, id, { ...settlement, usage, model });
    if (usage) run.usage = addUsage(run.usage, { ...usage, costMicros: costOf(model, usage) });
  }
}

/** Lets a provider tell people apart, and not who they are. */
const userHash = (memberId: string): string => createHash('sha256').update(`assistant:${memberId}`).digest('hex');
