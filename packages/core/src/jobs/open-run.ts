import type { PlanItem } from '@groundwork/shared/plan';
import type { Core } from '../context.ts';
import { watchForCancel } from './cancel-watch.ts';
import { createJournal } from './journal.ts';
import { AccountClosed } from './job-stopped.ts';
import { JobEnded } from './journal-rows.ts';
import { aimOf, loadJob, loadSteps } from './load-job.ts';
import { acquireLease } from './location-lease.ts';
import { createProgress } from './progress.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/** A job as its rows say, read under the lease. */
export interface OpenJob {
  items: PlanItem[];
  fingerprint: string;
  /** The account was already compared with the plan, by this run or an earlier one. */
  refreshed: boolean;
  /** Which run this is; see `ApplyMessage`. */
  runs: number;
  steps: Step[];
}

/** Takes the location, works on the job if it is still open, and gives the location back. */
export async function openRun(
  core: Core,
  jobId: string,
  stop: AbortSignal,
  work: (run: Run, job: OpenJob) => Promise<void>,
): Promise<void> {
  const lease = await acquireLease(core, jobId, stop);
  if (!lease) return;
  const { key, companyId } = lease;
  const { agencyId, locationId } = key;
  const since = core.now();
  // Most likely it has to be asked for, and the account is read right away. Whoever needs it says what is wrong with it.
  core.bridge.accessToken({ companyId, locationId }).catch(() => {});
  const cancel = watchForCancel(core, key.jobId);
  try {
    // Only now: whoever held the location before may have gone on until the lease was free.
    const [job, steps] = await Promise.all([loadJob(core, jobId), loadSteps(core, key)]);
    if (!job || job.finished) return;
    if (job.cancel_requested_at) cancel.now();
    const { blueprintId, blueprintVersionId, variables, source } = job;
    const lane = job.rollout_id === null ? 'interactive' : 'bulk';
    const run: Run = {
      core,
      key,
      target: {
        agencyId,
        companyId,
        locationId,
        blueprintId,
        blueprintVersionId,
        variables,
        source,
        lane,
        ...aimOf(job),
      },
      account: {
        companyId,
        locationId,
        lane,
        permit: AbortSignal.any([lease.signal, cancel.signal]),
        begunPermit: lease.signal,
      },
      begun: { companyId, locationId, lane, permit: lease.signal },
      signal: AbortSignal.any([lease.signal, stop]),
      cancelled: cancel.signal,
      close: (cause) => cancel.now(new AccountClosed(cause)),
      told: new Set(),
      progress: createProgress(),
      journal: createJournal(core, { key, blueprintId, since }, { fence: lease.fence, onCancel: () => cancel.now() }),
    };
    await work(run, { ...job, steps });
  } catch (error) {
    if (!(error instanceof JobEnded)) throw error;
  } finally {
    cancel.stop();
    await lease.release();
  }
}
