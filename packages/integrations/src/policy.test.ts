import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPolicy } from './policy.ts';
import type { PolicyOptions } from './policy.ts';
import { ServiceError } from './service-error.ts';
import type { ServiceErrorOptions } from './service-error.ts';

const read = { operation: 'read', safe: true };
const write = { operation: 'write', safe: false };

const policyFor = (options: Partial<PolicyOptions> = {}) =>
  createPolicy({
    service: 'echo',
    outage: 'GHL_UNAVAILABLE',
    timeoutMs: 5_000,
    retry: { maxRetries: 2, initialDelayMs: 1, maxDelayMs: 2 },
    ...options,
  });

const failure = (options: Partial<ServiceErrorOptions> = {}) =>
  new ServiceError({
    service: 'echo',
    operation: 'read',
    code: 'GHL_UNAVAILABLE',
    message: 'Down.',
    retryable: true,
    outcome: 'unknown',
    ...options,
  });

/** Fails with each error in turn, then answers. */
function failing(...errors: Error[]) {
  let calls = 0;
  return {
    send: () => {
      const error = errors[calls++];
      return error ? Promise.reject(error) : Promise.resolve('answer');
    },
    calls: () => calls,
  };
}

describe('repeating', () => {
  afterEach(() => vi.useRealTimers());

  it('repeats a read until it answers', async () => {
    const echo = failing(failure(), failure());
    expect(await policyFor().execute(read, echo.send)).toBe('answer');
    expect(echo.calls()).toBe(3);
  });

  it('gives up after the allowed repeats, with the last error', async () => {
    const last = failure({ message: 'Third.' });
    const echo = failing(failure(), failure(), last, failure());
    await expect(policyFor().execute(read, echo.send)).rejects.toBe(last);
    expect(echo.calls()).toBe(3);
  });

  it('never repeats a write whose outcome is unknown', async () => {
    const echo = failing(failure());
    await expect(policyFor().execute(write, echo.send)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(echo.calls()).toBe(1);
  });

  it('repeats a write that surely was not applied', async () => {
    const echo = failing(failure({ outcome: 'not-applied' }));
    expect(await policyFor().execute(write, echo.send)).toBe('answer');
  });

  it('never repeats what another try cannot change', async () => {
    const echo = failing(failure({ retryable: false }));
    await expect(policyFor().execute(read, echo.send)).rejects.toThrow('Down.');
    expect(echo.calls()).toBe(1);
  });

  it('leaves the errors of another service to that service', async () => {
    const echo = failing(failure({ service: 'other' }));
    await expect(policyFor().execute(read, echo.send)).rejects.toMatchObject({ service: 'other' });
    expect(echo.calls()).toBe(1);
  });

  it('waits as long as Retry-After asks', async () => {
    vi.useFakeTimers();
    const echo = failing(failure({ code: 'RATE_LIMITED', retryAfterMs: 3_000 }));
    const call = policyFor().execute(read, echo.send);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(echo.calls()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(echo.calls()).toBe(2);
    expect(await call).toBe('answer');
  });

  it('hands a longer Retry-After than it may wait for to the caller', async () => {
    const echo = failing(failure({ code: 'RATE_LIMITED', retryAfterMs: 60_000 }));
    await expect(policyFor().execute(read, echo.send)).rejects.toMatchObject({ retryAfterMs: 60_000 });
    expect(echo.calls()).toBe(1);
  });

  it('ends at once when the caller aborts during a wait', async () => {
    const slow = policyFor({ retry: { maxRetries: 2, initialDelayMs: 60_000, maxDelayMs: 60_000 } });
    const controller = new AbortController();
    const call = slow.execute({ ...read, signal: controller.signal }, failing(failure()).send);
    setImmediate(() => controller.abort(new Error('Cancelled by a person.')));
    await expect(call).rejects.toThrow('Cancelled by a person.');
  });
});

describe('one attempt', () => {
  const never = () => new Promise<never>(() => undefined);

  it('ends a call that does not answer in time, and says that a write may have happened', async () => {
    const policy = policyFor({ timeoutMs: 20 });
    await expect(policy.attempt(write, never)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', outcome: 'unknown' });
    await expect(policy.attempt(read, never)).rejects.toMatchObject({ outcome: 'not-applied', retryable: true });
  });

  it('tells a connection that was refused from one that broke', async () => {
    const broken = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
    const policy = policyFor();
    await expect(policy.attempt(write, broken('ECONNREFUSED'))).rejects.toMatchObject({ outcome: 'not-applied' });
    await expect(policy.attempt(write, broken('ECONNRESET'))).rejects.toMatchObject({ outcome: 'unknown' });
  });

  it('does not take a mistake of ours for an outage', async () => {
    const mistake = new TypeError('x is not a function');
    await expect(policyFor().attempt(read, () => Promise.reject(mistake))).rejects.toBe(mistake);
  });

  it('counts every attempt with its outcome', async () => {
    const seen: string[] = [];
    const metrics = {
      observe: (service: string, operation: string, outcome: string) => seen.push(`${service} ${operation} ${outcome}`),
    };
    await policyFor({ metrics }).execute(read, failing(failure()).send);
    expect(seen).toEqual(['echo read GHL_UNAVAILABLE', 'echo read ok']);
  });
});

describe('the circuit breaker', () => {
  const breaker = { threshold: 2, halfOpenAfterMs: 0 };

  it('opens after outages in a row and then fails without calling', async () => {
    const policy = policyFor({ breaker: { threshold: 2, halfOpenAfterMs: 60_000 } });
    const echo = failing(failure(), failure(), failure());
    await expect(policy.execute(write, echo.send)).rejects.toThrow('Down.');
    await expect(policy.execute(write, echo.send)).rejects.toThrow('Down.');
    await expect(policy.execute(write, echo.send)).rejects.toMatchObject({ outcome: 'not-applied', retryable: true });
    expect(echo.calls()).toBe(2);
    expect(policy.health().state).toBe('down');
  });

  it('ends the repeats of a call too', async () => {
    const outcomes: string[] = [];
    const policy = policyFor({
      retry: { maxRetries: 9, initialDelayMs: 1, maxDelayMs: 2 },
      breaker: { threshold: 2, halfOpenAfterMs: 60_000 },
      metrics: { observe: (_service, _operation, outcome) => outcomes.push(outcome) },
    });
    await expect(policy.execute(read, failing(failure(), failure()).send)).rejects.toThrow('paused for a moment');
    expect(outcomes).toEqual(['GHL_UNAVAILABLE', 'GHL_UNAVAILABLE', 'circuit-open']);
  });

  it('does not count a call that its caller left, which is no failure in the metrics either', async () => {
    const outcomes: string[] = [];
    const policy = policyFor({
      breaker: { threshold: 1, halfOpenAfterMs: 60_000 },
      metrics: { observe: (_service, _operation, outcome) => outcomes.push(outcome) },
    });
    const leaving = new AbortController();
    const call = policy.attempt({ ...read, signal: leaving.signal }, () => new Promise<never>(() => undefined));
    leaving.abort(new Error('Cancelled by a person.'));
    await expect(call).rejects.toThrow('Cancelled by a person.');
    expect(outcomes).toEqual(['cancelled']);
    expect(policy.health().state).toBe('up');
  });

  it('closes again once a call succeeds', async () => {
    const policy = policyFor({ breaker });
    const echo = failing(failure(), failure());
    await expect(policy.execute(write, echo.send)).rejects.toThrow('Down.');
    await expect(policy.execute(write, echo.send)).rejects.toThrow('Down.');
    expect(await policy.execute(write, echo.send)).toBe('answer');
    expect(policy.health()).toEqual({ state: 'up', detail: null });
  });

  it('does not count refusals: a service that says no is up', async () => {
    const policy = policyFor({ breaker });
    const no = () => failure({ code: 'GHL_REJECTED', retryable: false });
    const echo = failing(no(), no(), no());
    for (let call = 0; call < 3; call++) await expect(policy.execute(write, echo.send)).rejects.toThrow('Down.');
    expect(policy.health().state).toBe('up');
    expect(echo.calls()).toBe(3);
  });
});
