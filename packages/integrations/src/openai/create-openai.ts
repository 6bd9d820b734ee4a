import OpenAI from 'openai';
import { createPolicy } from '../policy.ts';
import type { PolicyOptions } from '../policy.ts';
import type { ServiceMetrics } from '../service.ts';
import { askOnce } from './ask-once.ts';
import type { Provider } from './ask-once.ts';
import { createDialect } from './dialect.ts';
import type { Completion, CompletionRequest, LanguageModel } from './language-model.ts';
import { outage, serviceName } from './openai-failure.ts';

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

export function createOpenai(options: OpenaiOptions): LanguageModel {
  const { firstMs = 60_000, idleMs = 30_000, totalMs = 180_000 } = options.timeouts ?? {};
  const baseUrl = new URL(options.baseUrl ?? 'https://api.openai.com/v1');
  const isOpenai = /(^|\.)openai\.(com|azure\.com)$/.test(baseUrl.hostname);
  const title = isOpenai ? 'OpenAI' : `The AI server ${baseUrl.host}`;
  const client = clientFor(options.apiKey, baseUrl, totalMs);
  const provider: Provider = { client, dialect: createDialect(isOpenai), title, firstMs, idleMs };
  const inFlight = new Set<Promise<Completion>>();
  const policy = createPolicy({
    service: serviceName,
    title,
    outage: 'AI_UNAVAILABLE',
    timeoutMs: totalMs,
    retry: { maxRetries: 2, initialDelayMs: 400, ...options.retry },
    breaker: { threshold: 5, halfOpenAfterMs: 15_000, ...options.breaker },
    metrics: options.metrics,
  });

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
      return await policy.execute(call, async (attemptSignal) => {
        request.attempts?.begin();
        try {
          return await askOnce(provider, request, attemptSignal);
        } catch (error) {
          request.attempts?.fail(error);
          throw error;
        }
      });
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

/** Everything that the SDK would take from the environment is said here, and its log, which may quote a request, is off. */
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
