import type { Tx } from '@groundwork/db';
import { AppError, errorView } from '@groundwork/shared';
import type { JobView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { announceJob } from './announce-job.ts';
import { cancelMessage } from './finish-job.ts';
import { getJob } from './get-job.ts';
import { lockJob } from './lock-job.ts';

/**
 * Stops a job. One that waits ends at once; one that runs is told to, and its worker brings to an end what it has begun. Asked
 * twice, the first stands.
 */
export async function cancelJob(ctx: Context, input: { id: string }): Promise<JobView> {
  authorise(ctx, 'job.control');
  await commitOnce(ctx, (tx) => cancelWithin(tx, ctx, input.id));
  return getJob(ctx, input.id);
}

export async function cancelWithin(tx: Tx, ctx: Context, id: string): Promise<void> {
  const job = await lockJob(tx, ctx, id);
  switch (job.state) {
    case 'PENDING':
      return endPending(tx, ctx, job.id);
    case 'PROCESSING':
      return job.cancel_requested_at ? undefined : askToStop(tx, ctx, job.id);
    case 'CANCELLED':
      return;
    case 'SUCCESS':
    case 'FAILED':
      throw new AppError('CONFLICT', 'This job has ended already, so there is nothing to cancel.');
  }
}

/** Nobody works on it: the queue's message will find it ended. */
async function endPending(tx: Tx, ctx: Context, jobId: string): Promise<void> {
  const { agencyId, memberId, name } = ctx.actor;
  const now = ctx.now();
  await tx
    .updateTable('jobs')
    .set({ state: 'CANCELLED', cancel_requested_at: now, cancelled_by: memberId, finished_at: now })
    .where('agency_id', '=', agencyId)
    .where('id', '=', jobId)
    .execute();
  await tx
    .updateTable('job_steps')
    .set({ state: 'NOT_ATTEMPTED' })
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    .where('state', '=', 'PENDING')
    .execute();
  // Those that an earlier run had left in doubt: a resume looks at them before it writes.
  const doubt = new AppError(
    'OUTCOME_UNKNOWN',
    'It is still open whether GHL has written this. Resume the job: it looks again before it writes.',
    { retryable: true },
  );
  await tx
    .updateTable('job_steps')
    .set({ state: 'FAILED', error: JSON.stringify(errorView(doubt)) })
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    .where('state', '=', 'UNKNOWN')
    .execute();
  await announceJob(tx, ctx, jobId, (job) => ({
    level: 'warn',
    message: cancelMessage(name, {
      verified: job.done,
      notAttempted: job.notAttempted,
      failed: job.total - job.done - job.notAttempted,
    }),
  }));
}

async function askToStop(tx: Tx, ctx: Context, jobId: string): Promise<void> {
  const { agencyId, memberId, name } = ctx.actor;
  await tx
    .updateTable('jobs')
    .set({ cancel_requested_at: ctx.now(), cancelled_by: memberId })
    .where('agency_id', '=', agencyId)
    .where('id', '=', jobId)
    .execute();
  await announceJob(tx, ctx, jobId, () => ({
    level: 'warn',
    message: `${name} cancelled the job. What is under way is brought to its end; nothing new begins.`,
  }));
}
