import type { Core } from '../context.ts';
import { finishJob } from './finish-job.ts';
import { isStillTrue } from './is-still-true.ts';
import { type OpenJob, openRun } from './open-run.ts';
import { recheckSteps } from './recheck-steps.ts';
import { recordJob } from './record.ts';
import type { Run } from './run.ts';
import { runSteps } from './run-steps.ts';

/**
 * Runs a job to its end, from wherever an earlier worker left it. May be called twice, at once, on two machines:
 * the location's lease lets one of them through, and its fence refuses the rows of one that was overtaken.
 */
export const runJob = (core: Core, jobId: string, stop: AbortSignal): Promise<void> =>
  openRun(core, jobId, stop, async (run, job) => {
    if (!(await begin(run, job))) return;
    await runSteps(run, job.items, job.steps);
    await finishJob(run, job);
  });

/** False when the job has ended already, because its plan no longer holds. */
async function begin(run: Run, job: OpenJob): Promise<boolean> {
  if (!job.refreshed) return isStillTrue(run, job);
  const left = job.steps.filter((step) => step.state !== 'VERIFIED').length;
  await recordJob(run, { state: 'PROCESSING' }, `Going on where it stopped: ${left} of ${job.steps.length} are left`);
  await recheckSteps(run, job.steps).catch((error: unknown) => {
    if (!run.cancelled.aborted) throw error;
  });
  return true;
}
