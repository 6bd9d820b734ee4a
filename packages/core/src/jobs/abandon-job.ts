import { AppError } from '@groundwork/shared';
import type { Core } from '../context.ts';
import { openRun } from './open-run.ts';
import { recordFailed, recordJob, recordNotAttempted } from './record.ts';
import type { ApplyMessage } from '../queue.ts';

/**
 * Ends a job whose every run broke off, so that it does not look busy for ever. What was applied stays recorded. A job that was
 * started again since the message was sent is left to its new run.
 */
export async function abandonJob(core: Core, message: ApplyMessage, stop: AbortSignal): Promise<void> {
  await openRun(core, message.jobId, stop, async (run, { steps, runs }) => {
    if (runs !== message.run) return;
    const error = new AppError(
      'GIVEN_UP',
      'The job broke off again and again and was given up. Retry it: what is applied stays, and what is open is looked at before it is written.',
      { retryable: true },
    );
    await Promise.all(steps.filter((step) => step.resumed).map((step) => recordFailed(run, step, error)));
    const untouched = steps.filter((step) => step.state === 'PENDING');
    await recordNotAttempted(run, untouched, 'Not attempted.');
    await recordJob(run, { state: 'FAILED', error }, error.message, 'error');
  });
}
