import { AppError } from '@groundwork/shared';
import { ServiceError } from '@groundwork/integrations';
import { awaitsMend, closing } from './job-stopped.ts';
import { pause } from './pause.ts';
import { recordWaiting } from './record.ts';
import type { Run } from './run.ts';

const maxDelayMs = 5_000;
const usualPatienceMs = 90_000;
/** A restart of the OAuth service is not worth a word. */
const untoldMs = 1_500;

export type Waiting = Pick<Run, 'signal' | 'cancelled' | 'close' | 'told' | 'journal'>;

export interface Patience {
  patienceMs?: number;
  /** For reads that everything after them rests on: the OAuth service is waited for until somebody mends it. */
  endless?: boolean;
}

/** Ends the run, not the job: the queue hands it out again, and what nobody has begun is compared with the account once more. */
export class OutageOutlasts extends Error {
  override readonly name = 'OutageOutlasts';
}

/**
 * Repeats what failed for a passing reason and surely did nothing, for up to a minute and a half. Then GHL's failure is thrown; an
 * outage of the OAuth service is no failure of the job, which breaks off and waits where it begins, and takes nothing from the
 * patience with GHL: its first answers after an outage may be that tokens are being renewed. Anything else is thrown at once, and
 * what says that the account is closed stops the whole run. After a cancel there is one more try, and no wait.
 */
export async function patiently<T>(
  run: Waiting,
  attempt: () => Promise<T>,
  { patienceMs = usualPatienceMs, endless = false }: Patience = {},
): Promise<T> {
  const waitedMs = { oauth: 0, ghl: 0 };
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      run.signal.throwIfAborted();
      const closed = closing(error);
      if (closed) run.close(closed);
      if (!mayPass(error) || isDoubtful(error) || run.cancelled.aborted) throw error;
      const outage = awaitsMend(error);
      const who = outage ? 'oauth' : 'ghl';
      if (outage && waitedMs.oauth >= untoldMs) await recordWaiting(run, outage);
      if (waitedMs[who] >= patienceMs && !(outage && endless))
        throw outage ? new OutageOutlasts(outage.message, { cause: outage }) : error;
      waitedMs[who] += delayMs;
      await pause(run, delayMs);
    }
  }
}

/** The same call may go well later, without anything about the job being changed. */
export const mayPass = (error: unknown): boolean =>
  error instanceof AppError && (error.retryable || awaitsMend(error) !== null);

const isDoubtful = (error: unknown): boolean => error instanceof ServiceError && error.outcome === 'unknown';
