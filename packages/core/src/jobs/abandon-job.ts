import { AppError } from '@groundwork/shared';
import type { Core } from '../context.ts';
import { recordEnd, recordFailed, recordJob } from './journal.ts';
import { openRun } from './open-run.ts';

/** Ends a job whose every run broke off, so that it does not look busy for ever. What was applied stays recorded. */
export async function abandonJob(core: Core, jobId: string, stop: AbortSignal): Promise<void> {
  await openRun(core, jobId, stop, async (run, { steps }) => {
    const error = new AppError(
      'INTERNAL',
      'The job broke off again and again and was given up. Make a new plan to see what is left to do.',
    );
    for (const step of steps.filter((candidate) => candidate.resumed)) await recordFailed(run, step, error);
    await recordEnd(
      run,
      steps.filter((step) => step.state === 'PENDING'),
      'NOT_ATTEMPTED',
      'Not attempted.',
    );
    await recordJob(run, { state: 'FAILED', error }, error.message, 'error');
  });
}
