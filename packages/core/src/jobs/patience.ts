import { AppError } from '@groundwork/shared';
import { ServiceError } from '@groundwork/integrations';
import { awaitsMend, closing } from './job-stopped.ts';
import { pause } from './pause.ts';
import { recordWaiting } from './record.ts';
import type { Run } from './run.ts';

const maxDelayMs = 5_000;
const totalMs = 90_000;
/** A restart of the OAuth service is not worth a word. */
const untoldMs = 1_500;

/**
 * Repeats what failed for a passing reason and surely did nothing. For GHL it waits up to a minute and a half. For the OAuth
 * service it waits until that is mended: the plan is as good afterwards. Anything else is thrown at once. After a cancel there is
 * one more try, and no wait. What says that the account is closed stops the whole run.
 */
export async function patiently<T>(run: Run, attempt: () => Promise<T>): Promise<T> {
  let waitedMs = 0;
  let waitedForMendMs = 0;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      run.signal.throwIfAborted();
      const closed = closing(error);
      if (closed) run.close(closed);
      if (!mayPass(error) || isDoubtful(error) || run.cancelled.aborted) throw error;
      const outage = awaitsMend(error);
      if (!outage && waitedMs >= totalMs) throw error;
      if (outage && waitedForMendMs >= untoldMs) await recordWaiting(run, outage);
      if (outage) waitedForMendMs += delayMs;
      else waitedMs += delayMs;
      await pause(run, delayMs);
    }
  }
}

/** The same call may go well later, without anything about the job being changed. */
export const mayPass = (error: unknown): boolean =>
  error instanceof AppError && (error.retryable || awaitsMend(error) !== null);

const isDoubtful = (error: unknown): boolean => error instanceof ServiceError && error.outcome === 'unknown';
