import { AppError } from '@groundwork/shared';
import { ServiceError } from '@groundwork/integrations';
import { pause } from './pause.ts';

const maxDelayMs = 5_000;
const totalMs = 90_000;

/**
 * Repeats what failed for a passing reason and surely did nothing (the OAuth service restarting, GHL away), for up to a
 * minute and a half. Anything else is thrown at once. After a cancel there is one more try, and no wait.
 */
export async function patiently<T>(
  { signal, cancelled }: { signal: AbortSignal; cancelled: AbortSignal },
  attempt: () => Promise<T>,
): Promise<T> {
  let waitedMs = 0;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!passes(error) || waitedMs >= totalMs || cancelled.aborted) throw error;
      waitedMs += delayMs;
      await pause({ signal, cancelled }, delayMs);
    }
  }
}

const passes = (error: unknown): boolean =>
  error instanceof AppError && error.retryable && !(error instanceof ServiceError && error.outcome === 'unknown');
