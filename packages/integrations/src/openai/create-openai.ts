import OpenAI from 'openai';
import { createPolicy } from '../policy.ts';
import type { PolicyOptions } from '../policy.ts';
import type { ServiceMetrics } from '../service.ts';
import { createDialect } from './dialect.ts';
import type { Completion, CompletionRequest, LanguageModel } from './language-model.ts';
import { notSendable, openaiFailure, outage, rejection, serviceName } from './openai-failure.ts';
import { readAnswer } from './read-answer.ts';
import { readUsage } from './token-usage.ts';
import { startWatch } from './watch.ts';

export interface OpenaiOptions {
  apiKey: string;
  /** Left out: OpenAI's. Any server of the same shape (chat completions) may serve. */
  baseUrl?: string | undefined;
  metrics?: ServiceMetrics | undefined;
  /** Until the first piece of an answer, between two pieces, and for all of it, repeats included. */
  timeouts?: { firstMs?: number; idleMs?: number; totalMs?: number } | undefined;
  retry?: PolicyOptions['retry'];
  breaker?: PolicyOptions['breaker'];
}

/** Four characters a token are usual; a model that sends four times as many does not keep to its limit. */
const charsPerToken = 16;

export function createOpenai(options: OpenaiOptions): LanguageModel {
  const { firstMs = 60_000, idleMs = 30_000, totalMs = 180_000 } = options.timeouts ?? {};
  const baseUrl = new URL(options.baseUrl ?? 'https://api.openai.com/v1');
  const isOpenai = /(^|\.)openai\.(com|azure\.com)$/.test(baseUrl.hostname);
  const title = isOpenai ? 'OpenAI' : `The AI server ${baseUrl.host}`;
  const dialect = createDialect(isOpenai);
  const client = clientFor(options.apiKey, baseUrl, totalMs);
  const inFlight = new Set<Promise<unknown>>();
  const policy = createPolicy({
    service: serviceName,
    title,
    outage: 'AI_UNAVAILABLE',
    timeoutMs: totalMs,
    retry: { maxRetries: 2, initialDelayMs: 400, ...options.retry },
    breaker: { threshold: 5, halfOpenAfterMs: 15_000, ...options.breaker },
    metrics: options.metrics,
  });

  const open = async (request: CompletionRequest, signal: AbortSignal) => {
    for (;;) {
      try {
        return await client.chat.completions.create(dialect.bodyOf(request), { signal }).withResponse();
      } catch (error) {
        if (!dialect.learn(request, error)) throw notSendable(error, { ...request, title });
      }
    }
  };

  const attempt = async (request: CompletionRequest, signal: AbortSignal): Promise<Completion> => {
    const asked = { operation: request.operation, model: request.model, title };
    const watch = startWatch({
      firstMs,
      idleMs,
      tooSlow: (limit) =>
        outage(
          asked,
          limit === 'first'
            ? `${title} did not begin to answer within ${firstMs / 1000} s. Try again later.`
            : `${title} stopped in the middle of its answer for ${idleMs / 1000} s. Try again later.`,
        ),
    });
    const either = AbortSignal.any([signal, watch.signal]);
    try {
      const { data, response, request_id: requestId } = await open(request, either);
      const detail = { status: response.status, traceId: requestId ?? undefined };
      if (!response.headers.get('content-type')?.includes('text/event-stream')) {
        data.controller.abort();
        const message = `${title} does not stream chat completions at OPENAI_BASE_URL. It has to end as it should, mostly in /v1.`;
        throw rejection(asked, message, detail);
      }
      const answer = await readAnswer(data, {
        maxChars: request.maxOutputTokens * charsPerToken,
        onPart: watch.step,
        onText: request.onText,
        signal: either,
      });
      either.throwIfAborted();
      if (answer.finish === null)
        throw outage(asked, `${title} broke off in the middle of its answer. Try again.`, detail);
      return {
        text: answer.text,
        finish: answer.finish,
        model: answer.model ?? request.model,
        usage: readUsage(answer.usage, request, answer.text),
        requestId,
      };
    } catch (error) {
      throw either.aborted ? either.reason : openaiFailure(error, asked);
    } finally {
      watch.stop();
    }
  };

  const complete = async (request: CompletionRequest): Promise<Completion> => {
    const { operation, signal } = request;
    const limit = new AbortController();
    const tooLong = outage(
      { ...request, title },
      `${title} did not finish within ${totalMs / 1000} s. Try again later.`,
    );
    const timer = setTimeout(() => limit.abort(tooLong), totalMs);
    const call = { operation, safe: true, signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal };
    try {
      return await policy.execute(call, (attemptSignal) => attempt(request, attemptSignal));
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    name: serviceName,
    start: () => Promise.resolve(),
    health: () => Promise.resolve(policy.health()),
    stop: async () => void (await Promise.allSettled(inFlight)),
    complete: (request) => {
      const answer = complete(request).finally(() => inFlight.delete(answer));
      inFlight.add(answer);
      return answer;
    },
  };
}

/** Everything that the SDK would take from the environment is said here, and its log, which quotes bodies, is off. */
const clientFor = (apiKey: string, baseUrl: URL, timeout: number): OpenAI =>
  new OpenAI({
    apiKey,
    baseURL: baseUrl.href,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout,
    // The policy repeats.
    maxRetries: 0,
    logLevel: 'off',
  });
