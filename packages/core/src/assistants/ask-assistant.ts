import { AppError } from '@groundwork/shared';
import type { AssistantAnswer, AssistantEvent, AssistantRequest } from '@groundwork/shared/views';
import { randomUUID } from 'node:crypto';
import { authorise, type Context } from '../context.ts';
import { getPlan } from '../plans/get-plan.ts';
import { askComposer, fallbackFor } from './ask-composer.ts';
import { askModel } from './ask-model.ts';
import { boundRequest } from './bound-request.ts';
import { createEventFeed } from './event-feed.ts';
import { prepareQuestion } from './prepare-question.ts';
import { noUsage, type Run } from './run.ts';

/**
 * Answers a question, step by step. It writes to no account and approves nothing: what it proposes is a text, until a person accepts
 * it. Ends early, and the provider's call with it, when the signal does or nobody listens any more; what was spent is written down
 * before it ends.
 */
export async function* askAssistant(
  ctx: Context,
  request: AssistantRequest,
  signal: AbortSignal,
): AsyncGenerator<AssistantEvent, void, undefined> {
  authorise(ctx, 'assistant.use');
  boundRequest(request);
  const left = new AbortController();
  const feed = createEventFeed();
  const run: Run = {
    id: randomUUID(),
    task: request.task,
    attempts: 0,
    usage: noUsage,
    feed,
    signal: AbortSignal.any([signal, left.signal]),
  };
  const answering = answer(ctx, run, request).finally(() => feed.end());
  // It may fail while the last step is still being read.
  answering.catch(() => undefined);
  try {
    yield* feed.events();
    yield { type: 'answer', answer: await answering };
  } catch (error) {
    if (!run.signal.aborted) throw error;
  } finally {
    left.abort();
    await answering.catch(() => undefined);
  }
}

async function answer(ctx: Context, run: Run, request: AssistantRequest): Promise<AssistantAnswer> {
  try {
    const answered = await modelOrComposer(ctx, run, request);
    ctx.assistant.metrics?.question(run.task, answered.origin.source, 'answered');
    return answered;
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    ctx.assistant.metrics?.question(run.task, 'none', run.signal.aborted ? 'cancelled' : code);
    throw error;
  }
}

async function modelOrComposer(ctx: Context, run: Run, request: AssistantRequest): Promise<AssistantAnswer> {
  const { model } = ctx.assistant;
  // Here, so that whoever answers, another agency's plan is not found.
  const plan = 'planId' in request ? await getPlan(ctx, request.planId) : undefined;
  if (!model) return askComposer(ctx, run, request, null);
  const question = await prepareQuestion(ctx, request, plan);
  if (!question)
    return askComposer(ctx, run, request, {
      code: null,
      reason: 'The text has no fault, so the language model was not asked.',
    });
  try {
    return await askModel(ctx, model, run, question);
  } catch (error) {
    const fallback = run.signal.aborted ? null : fallbackFor(error);
    if (!fallback) throw error;
    ctx.log.warn({ runId: run.id, task: run.task, code: fallback.code }, 'the composer answers for the model');
    return askComposer(ctx, run, request, fallback);
  }
}
