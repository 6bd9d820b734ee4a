import { ServiceError } from '@groundwork/integrations';
import type { JsonObject } from '@groundwork/shared';
import { JobStopped } from './job-stopped.ts';
import { mayPass, patiently } from './patience.ts';
import { recordIntent, recordUnknown, recordWithdrawn } from './record.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import { stoppedInDoubt, unknownOutcome } from './step-errors.ts';

const maxAttempts = 3;

/** How one step changes the account, and how it is seen whether it has. */
export interface Move<Result> {
  /** Journalled before each write: what may have happened, whatever comes after it. */
  intent: JsonObject;
  write(): Promise<Result>;
  /** What an earlier write of unknown outcome has done, or null when it surely did nothing. `isTaken`: GHL refused the very first for a duplicate. */
  lookBack(isTaken: boolean): Promise<Result | null>;
  record(result: Result): Promise<void>;
}

/**
 * Intent is journalled before the call, the result after it; a write whose outcome is unknown is read back before it is ever
 * repeated. Throws an AppError when the step has failed.
 */
export async function attemptStep<Result>(run: Run, step: Step, move: Move<Result>): Promise<void> {
  let doubt: ServiceError | null = null;
  for (let attempt = 1; ; attempt++) {
    if (doubt || step.resumed) {
      const isTaken = doubt?.duplicate === true && attempt === 2 && !step.resumed;
      const done = await move.lookBack(isTaken).catch((error: unknown) => {
        throw error instanceof JobStopped ? stoppedInDoubt(step, error) : error;
      });
      if (done) return move.record(done);
      if (doubt && !mayPass(doubt)) throw doubt;
      if (run.cancelled.aborted) throw stoppedInDoubt(step, run.cancelled.reason);
    }
    if (attempt > maxAttempts) throw doubt ?? unknownOutcome(step);
    run.cancelled.throwIfAborted();
    await recordIntent(run, step, move.intent);
    try {
      // The commit of the intent may have brought the news.
      run.cancelled.throwIfAborted();
      return await move.record(await patiently(run, () => move.write()));
    } catch (error) {
      if (error instanceof JobStopped) {
        if (doubt || step.resumed) throw stoppedInDoubt(step, error);
        return recordWithdrawn(run, step, error);
      }
      if (!(error instanceof ServiceError) || (error.outcome === 'not-applied' && !error.duplicate)) throw error;
      doubt = error;
      await recordUnknown(run, step, error);
    }
  }
}
