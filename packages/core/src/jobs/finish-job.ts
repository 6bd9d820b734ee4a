import { AppError } from '@groundwork/shared';
import { AccountClosed } from './job-stopped.ts';
import type { OpenJob } from './open-run.ts';
import { recordJob } from './record.ts';
import { restoredStates } from './restored-states.ts';
import type { Run } from './run.ts';
import { type Step, stepActions } from './step.ts';
import { stepsOf } from './steps-of.ts';

/** A job is a success when every step is verified, whatever was asked meanwhile. */
export async function finishJob(run: Run, { items, steps }: Pick<OpenJob, 'items' | 'steps'>): Promise<void> {
  const verified = steps.filter((step) => step.state === 'VERIFIED').length;
  if (verified === steps.length) {
    const manual = items.filter(({ action }) => action === 'manual').length;
    const waiting = items.filter(({ action }) => stepActions.includes(action)).length - steps.length;
    return recordJob(
      run,
      { state: 'SUCCESS', states: run.target.purpose === 'rollback' ? restoredStates(items, steps) : [] },
      `Done: ${verified} applied and verified${leftToPerson(manual, waiting)}`,
    );
  }
  const stopped: unknown = run.cancelled.reason;
  if (stopped instanceof AccountClosed) return closed(run, stopped, { verified, total: steps.length });
  if (run.cancelled.aborted) return cancelled(run, steps, verified);

  const { agencyId, jobId } = run.key;
  const cause = (await stepsOf(run.core.db, agencyId, jobId)).find((step) => step.error)?.error;
  const rest = verified > 0 ? ` The other ${verified} are applied and verified.` : '';
  const message = `${steps.length - verified} of ${steps.length} changes did not succeed.${rest} See the steps for the reasons; retry the job, or make a new plan for what is left.`;
  const error = new AppError(cause?.code ?? 'VERIFY_FAILED', message);
  await recordJob(run, { state: 'FAILED', error }, message, 'error');
}

function leftToPerson(manual: number, waiting: number): string {
  if (manual === 0) return '';
  const left = `; ${manual} ${manual === 1 ? 'step is' : 'steps are'} left to a person`;
  return waiting === 0
    ? left
    : `${left}, and ${waiting} more ${waiting === 1 ? 'change waits' : 'changes wait'} for that: plan again once it is done`;
}

/** Said once for the whole job, as GHL or the OAuth service said it. */
async function closed(run: Run, cause: AccountClosed, counts: { verified: number; total: number }): Promise<void> {
  const done = `${counts.verified} of ${counts.total} changes are applied and verified`;
  const message = `${cause.message} ${done}; once the account can be reached again, retry the job for the rest.`;
  await recordJob(run, { state: 'FAILED', error: new AppError(cause.code, message) }, message, 'error');
}

async function cancelled(run: Run, steps: readonly Step[], verified: number): Promise<void> {
  const job = await run.core.db
    .selectFrom('jobs')
    .leftJoin('members', 'members.id', 'jobs.cancelled_by')
    .where('jobs.agency_id', '=', run.key.agencyId)
    .where('jobs.id', '=', run.key.jobId)
    .select('members.name')
    .executeTakeFirst();
  const notAttempted = steps.filter((step) => step.state === 'NOT_ATTEMPTED').length;
  const counts = { verified, notAttempted, failed: steps.length - verified - notAttempted };
  await recordJob(run, { state: 'CANCELLED' }, cancelMessage(job?.name ?? null, counts), 'warn');
}

export function cancelMessage(
  by: string | null,
  { verified, notAttempted, failed }: { verified: number; notAttempted: number; failed: number },
): string {
  const counts = [
    `${verified} applied and verified`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${notAttempted} not attempted`,
  ];
  return `Cancelled by ${by ?? 'a former member'}: ${counts.join(', ')}.`;
}
