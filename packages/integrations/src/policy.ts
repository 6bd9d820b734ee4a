import {
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  TimeoutStrategy,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  retry,
  timeout,
} from 'cockatiel';
import type { IBackoff } from 'cockatiel';
import type { ErrorCode } from '@groundwork/shared';
import { ServiceError, isNetworkError, networkErrorCode, wasNeverSent } from './service-error.ts';
import type { ServiceHealth, ServiceMetrics } from './service.ts';

export interface RetryOptions {
  /** Repeats after the first attempt. */
  maxRetries?: number;
  initialDelayMs?: number;
  maxDelayMs?: number;
  /** A longer `Retry-After` is not waited for here: the error goes to the caller with `retryAfterMs`. */
  maxRetryAfterMs?: number;
}

export interface BreakerOptions {
  /** Outages in a row, over all calls, that open the circuit. */
  threshold?: number;
  halfOpenAfterMs?: number;
}

export interface PolicyOptions {
  service: string;
  /** What messages call it. Left out: its name. */
  title?: string | undefined;
  /** The code of an outage: what a timeout and an open circuit throw, and what the breaker counts. */
  outage: ErrorCode;
  /** For one attempt, without waits between attempts. */
  timeoutMs: number;
  retry?: RetryOptions | undefined;
  breaker?: BreakerOptions | undefined;
  metrics?: ServiceMetrics | undefined;
}

export interface PolicyCall {
  operation: string;
  /** May be repeated whatever happened: a read. Others repeat only when it is certain that nothing was done. */
  safe: boolean;
  signal?: AbortSignal | undefined;
}

export interface Policy {
  /** Timeout, circuit breaker and metrics around one attempt. */
  attempt<T>(call: PolicyCall, send: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Repeats `attempts` with jittered exponential waits, or as long as the other side's `Retry-After` asks. */
  retry<T>(call: PolicyCall, attempts: () => Promise<T>): Promise<T>;
  /** Both: what a service without preparations between attempts needs. */
  execute<T>(call: PolicyCall, send: (signal: AbortSignal) => Promise<T>): Promise<T>;
  health(): ServiceHealth;
}

/** Only the repeating half of a policy: for a service whose attempts are spread over several policies. */
export function createRetry({
  service,
  retry: options = {},
}: Pick<PolicyOptions, 'service' | 'retry'>): Policy['retry'] {
  const { maxRetries = 3, maxRetryAfterMs = 15_000 } = options;
  return (call, attempts) => {
    const worthRepeating = (error: unknown) =>
      error instanceof ServiceError &&
      error.service === service &&
      error.retryable &&
      (call.safe || error.outcome === 'not-applied') &&
      (error.retryAfterMs ?? 0) <= maxRetryAfterMs &&
      !isBrokenCircuitError(error.cause);
    const policy = retry(handleWhen(worthRepeating), { maxAttempts: maxRetries, backoff: waits(options) });
    const repeated = policy.execute(() => {
      call.signal?.throwIfAborted();
      return attempts();
    }, call.signal);
    return call.signal ? untilAborted(repeated, call.signal) : repeated;
  };
}

/** One policy for a service; share it between all its calls, or the breaker sees nothing. */
export function createPolicy(options: PolicyOptions): Policy {
  const { service, title = service, outage, timeoutMs, metrics } = options;
  const isOutage = (error: unknown): error is ServiceError => error instanceof ServiceError && error.code === outage;
  const breaker = circuitBreaker(handleWhen(isOutage), {
    breaker: new ConsecutiveBreaker(options.breaker?.threshold ?? 10),
    halfOpenAfter: options.breaker?.halfOpenAfterMs ?? 5_000,
  });
  // Nothing is left to stop when a send has returned, and an abort, with its error and stack, costs as much as the rest of a policy.
  const limit = timeout(timeoutMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });

  const failure = (call: PolicyCall, message: string, cause?: unknown) =>
    new ServiceError({
      service,
      operation: call.operation,
      code: outage,
      message,
      retryable: true,
      outcome: call.safe || wasNeverSent(cause) ? 'not-applied' : 'unknown',
      cause,
    });

  const attempt: Policy['attempt'] = async (call, send) => {
    const startedAt = performance.now();
    const observe = (outcome: string) =>
      metrics?.observe(service, call.operation, outcome, (performance.now() - startedAt) / 1000);
    try {
      const result = await breaker.execute(async () => {
        try {
          return await limit.execute(({ signal }) => send(signal), call.signal);
        } catch (error) {
          call.signal?.throwIfAborted();
          if (isTaskCancelledError(error) || isAbort(error)) {
            throw failure(call, `${title} did not answer within ${timeoutMs / 1000} s. Try again later.`);
          }
          if (!isNetworkError(error)) throw error;
          throw failure(call, `${title} could not be reached (${networkErrorCode(error)}). Try again later.`, error);
        }
      });
      observe('ok');
      return result;
    } catch (error) {
      if (isBrokenCircuitError(error)) {
        observe('circuit-open');
        const message = `${title} failed repeatedly, so calls to it are paused for a moment. Try again shortly.`;
        throw failure(call, message, error);
      }
      observe(error instanceof ServiceError ? error.code : call.signal?.aborted ? 'cancelled' : 'INTERNAL');
      throw error;
    }
  };

  const repeat = createRetry(options);

  return {
    attempt,
    retry: repeat,
    execute: (call, send) => repeat(call, () => attempt(call, send)),
    health: () => healthOf(breaker.state, title),
  };
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

function waits({ initialDelayMs = 200, maxDelayMs = 5_000 }: RetryOptions) {
  const exponential = new ExponentialBackoff({ initialDelay: initialDelayMs, maxDelay: maxDelayMs });
  return new DelegateBackoff<{ result: { error: unknown } | { value: unknown } }, IBackoff<unknown>>(
    ({ result }, previous) => {
      const state = previous ? previous.next(undefined) : exponential.next();
      const asked = 'error' in result && result.error instanceof ServiceError ? (result.error.retryAfterMs ?? 0) : 0;
      return { delay: Math.max(state.duration, asked), state };
    },
  );
}

/** Cockatiel waits out its delay after an abort; the caller need not. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}

function healthOf(state: CircuitState, title: string): ServiceHealth {
  switch (state) {
    case CircuitState.Closed:
      return { state: 'up', detail: null };
    case CircuitState.HalfOpen:
      return { state: 'degraded', detail: `${title} failed repeatedly; one call is trying it again.` };
    case CircuitState.Open:
    case CircuitState.Isolated:
      return { state: 'down', detail: `${title} failed repeatedly; calls to it are paused for a moment.` };
  }
}
