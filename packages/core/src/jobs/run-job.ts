import { AppError } from '@groundwork/shared';
import type { Core } from '../context.ts';
import { computePlan } from '../plans/compute-plan.ts';
import { recordEnd, recordJob } from './journal.ts';
import { stepsOf } from './get-job.ts';
import { openRun } from './open-run.ts';
import { patiently } from './patience.ts';
import { recheckSteps } from './recheck-steps.ts';
import type { Run } from './run.ts';
import { runSteps } from './run-steps.ts';
import type { Step } from './step.ts';

/**
 * Runs a job to its end, from wherever an earlier worker left it. May be called twice, at once, on two machines:
 * the location's lease lets one of them through, and its fence refuses the rows of one that was overtaken.
 */
export const runJob = (core: Core, jobId: string, stop: AbortSignal): Promise<void> =>
  openRun(core, jobId, stop, async (run, job) => {
    if (job.refreshed) await recheckSteps(run, job.steps);
    else if (!(await isStillTrue(run, job.fingerprint, job.steps))) return;
    await runSteps(run, job.items, job.steps);
    await finish(run, job.steps);
  });

/** Nothing is written unless GHL still holds what the approved plan was made from. */
async function isStillTrue(run: Run, fingerprint: string, steps: readonly Step[]): Promise<boolean> {
  await recordJob(run, { state: 'PROCESSING' }, 'Reading the account, to be sure that the plan still holds');
  const refusal = await patiently(run.signal, () => computePlan(run.core, run.target)).then(
    (now) =>
      now.fingerprint === fingerprint
        ? null
        : new AppError(
            'PLAN_STALE',
            'The account has changed since this plan was made, so nothing was written. Make a new plan and look at it.',
          ),
    (error: unknown) => {
      run.signal.throwIfAborted();
      if (error instanceof AppError) return error;
      throw error;
    },
  );
  if (!refusal) {
    await recordJob(
      run,
      { state: 'PROCESSING', refreshed: true },
      `The plan holds. Applying ${steps.length} ${steps.length === 1 ? 'change' : 'changes'}`,
    );
    return true;
  }
  await recordEnd(run, steps, 'NOT_ATTEMPTED', 'Nothing was attempted.');
  await recordJob(run, { state: 'FAILED', error: refusal }, refusal.message, 'error');
  return false;
}

async function finish(run: Run, steps: readonly Step[]): Promise<void> {
  const failed = steps.filter((step) => step.state !== 'VERIFIED');
  if (failed.length === 0) {
    await recordJob(run, { state: 'SUCCESS' }, `Done: ${steps.length} applied and verified`);
    return;
  }
  const { agencyId, jobId } = run.key;
  const cause = (await stepsOf(run.core.db, agencyId, jobId)).find((step) => step.error)?.error;
  const verified = steps.length - failed.length;
  const rest = verified > 0 ? ` The other ${verified} are applied and verified.` : '';
  const message = `${failed.length} of ${steps.length} changes did not succeed.${rest} See the steps for the reasons, then make a new plan for what is left.`;
  await recordJob(
    run,
    { state: 'FAILED', error: new AppError(cause?.code ?? 'VERIFY_FAILED', message) },
    message,
    'error',
  );
}
