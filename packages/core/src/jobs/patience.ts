import { AppError } from '@groundwork/shared';
import { ServiceError } from '@groundwork/integrations';
import { setTimeout as sleep } from 'node:timers/promises';

const maxDelayMs = 5_000;
const totalMs = 90_000;

/**
 * Repeats what failed for a passing reason and surely did nothing (the OAuth service restarting, GHL away), for up to a
 * minute and a half. Anything else is thrown at once.
 */
export async function patiently<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  let waitedMs = 0;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!passes(error) || waitedMs >= totalMs) throw error;
      waitedMs += delayMs;
      await sleep(delayMs, undefined, { signal });
    }
  }
}

const passes = (error: unknown): boolean =>
  error instanceof AppError && error.retryable && !(error instanceof ServiceError && error.outcome === 'unknown');
