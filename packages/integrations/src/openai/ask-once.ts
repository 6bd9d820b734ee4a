import type OpenAI from 'openai';
import type { Dialect } from './dialect.ts';
import type { Completion, CompletionRequest } from './language-model.ts';
import { notSendable, openaiFailure, outage, rejection } from './openai-failure.ts';
import type { Asked } from './openai-failure.ts';
import { readAnswer } from './read-answer.ts';
import { readUsage } from './token-usage.ts';
import { startWatch } from './watch.ts';

export interface Provider {
  client: OpenAI;
  dialect: Dialect;
  title: string;
  firstMs: number;
  idleMs: number;
}

/** Four characters a token are usual; a model that sends four times as many does not keep to its limit. */
const charsPerToken = 16;

/** One attempt. The request ends at the provider when `signal` does, and when the answer is too slow or too long. */
export async function askOnce(
  provider: Provider,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Completion> {
  const { title, firstMs, idleMs } = provider;
  const asked: Asked = { operation: request.operation, model: request.model, title };
  const tooSlow = {
    first: `${title} did not begin to answer within ${firstMs / 1000} s. Try again later.`,
    idle: `${title} stopped in the middle of its answer for ${idleMs / 1000} s. Try again later.`,
  };
  const watch = startWatch({ firstMs, idleMs, tooSlow: (limit) => outage(asked, tooSlow[limit]) });
  const either = AbortSignal.any([signal, watch.signal]);
  try {
    const { data, response, request_id: requestId } = await open(provider, request, { asked, signal: either });
    const detail = { status: response.status, traceId: requestId ?? undefined };
    if (!response.headers.get('content-type')?.includes('text/event-stream')) {
      data.controller.abort();
      const message = `${title} does not stream chat completions at OPENAI_BASE_URL. It has to end as it should, mostly in /v1.`;
      throw rejection(asked, message, detail);
    }
    const { text, finish, model, usage } = await readAnswer(data, {
      maxChars: request.maxOutputTokens * charsPerToken,
      onPart: watch.step,
      onText: request.onText,
      signal: either,
    });
    either.throwIfAborted();
    if (finish === null) throw outage(asked, `${title} broke off in the middle of its answer. Try again.`, detail);
    return { text, finish, model: model ?? request.model, usage: readUsage(usage, request, text), requestId };
  } catch (error) {
    throw either.aborted ? either.reason : openaiFailure(error, asked);
  } finally {
    watch.stop();
  }
}

/** Asks until the server has named every parameter that it does not take. */
async function open(
  { client, dialect }: Provider,
  request: CompletionRequest,
  { asked, signal }: { asked: Asked; signal: AbortSignal },
) {
  for (;;) {
    try {
      return await client.chat.completions.create(dialect.bodyOf(request), { signal }).withResponse();
    } catch (error) {
      if (!dialect.learn(request, error)) throw notSendable(error, asked);
    }
  }
}
