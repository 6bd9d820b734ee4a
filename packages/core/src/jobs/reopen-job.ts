import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { JobState, JobView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { takeOver } from '../rollouts/wake-rollout.ts';
import { announceJob } from './announce-job.ts';
import { getJob } from './get-job.ts';
import { type LockedJob, lockJob } from './lock-job.ts';

/** Starts a failed job again, for what failed or was not attempted. What is verified stays as it is. */
export const retryJob = (ctx: Context, input: { id: string }): Promise<JobView> =>
  reopen(ctx, input.id, { from: 'FAILED', word: 'Retried' });

/** Goes on with a cancelled job where it stopped. */
export const resumeJob = (ctx: Context, input: { id: string }): Promise<JobView> =>
  reopen(ctx, input.id, { from: 'CANCELLED', word: 'Resumed' });

type Way = { from: 'FAILED' | 'CANCELLED'; word: string };

async function reopen(ctx: Context, id: string, way: Way): Promise<JobView> {
  authorise(ctx, 'job.control');
  await commitOnce(ctx, (tx) => reopenAlone(tx, ctx, id, way));
  return getJob(ctx, id);
}

/** The same job once more. Throws where that would be wrong. */
export const reopenJob = (ctx: Context, id: string, way: Way): Promise<void> =>
  ctx.db.transaction().execute((tx) => reopenAlone(tx, ctx, id, way));

async function reopenAlone(tx: Tx, ctx: Context, id: string, way: Way): Promise<void> {
  await takeOver(tx, ctx.actor.agencyId, id);
  await reopenWithin(tx, ctx, id, way);
}

/** The same, in a transaction with whatever else changes by it: the job's message in the queue stands or falls with it. */
export async function reopenWithin(tx: Tx, ctx: Context, id: string, { from, word }: Way): Promise<void> {
  const job = await lockJob(tx, ctx, id);
  if (job.state !== from) throw new AppError('CONFLICT', otherState[job.state]);
  if (job.error?.code === 'PLAN_STALE')
    throw new AppError('CONFLICT', 'The account has changed since this plan was made. Make a new plan and apply that.');
  await requireAccount({ ...ctx, db: tx }, job.location_id);
  await requireNewest(tx, ctx, job);
  const left = await reopenSteps(tx, ctx, id);
  const run = job.runs + 1;
  await tx
    .updateTable('jobs')
    .set({
      state: 'PENDING',
      runs: run,
      error: null,
      finished_at: null,
      cancel_requested_at: null,
      cancelled_by: null,
    })
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', id)
    .execute();
  await ctx.queue.sendApply(
    tx,
    { jobId: id, run },
    { agencyId: ctx.actor.agencyId, locationId: job.location_id, priority: job.priority },
  );
  await announceJob(tx, ctx, id, () => ({
    level: 'info',
    message: `${word} by ${ctx.actor.name}: ${left} ${left === 1 ? 'change is' : 'changes are'} left.`,
  }));
}

const otherState: Readonly<Record<JobState, string>> = {
  PENDING: 'This job is waiting to be run already.',
  PROCESSING: 'This job is running. Wait for its end, or cancel it.',
  SUCCESS: 'This job is done and verified: there is nothing left to do.',
  FAILED: 'This job has failed rather than been cancelled. Retry it.',
  CANCELLED: 'This job was cancelled. Resume it.',
};

/** A newer job has written what this one no longer knows of. */
async function requireNewest(tx: Tx, ctx: Context, job: LockedJob): Promise<void> {
  const newer = await tx
    .selectFrom('jobs')
    .innerJoin('plans', 'plans.id', 'jobs.plan_id')
    .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
    .where('jobs.agency_id', '=', ctx.actor.agencyId)
    .where('jobs.location_id', '=', job.location_id)
    .where('jobs.id', '<>', job.id)
    .where('jobs.created_at', '>=', job.created_at)
    .where((row) => row.or([row('jobs.started_at', 'is not', null), row('jobs.state', '=', 'PENDING')]))
    .where('version.blueprint_id', '=', (query) =>
      query
        .selectFrom('plans as own')
        .innerJoin('blueprint_versions as mine', 'mine.id', 'own.blueprint_version_id')
        .where('own.id', '=', job.plan_id)
        .select('mine.blueprint_id'),
    )
    .select('jobs.id')
    .executeTakeFirst();
  if (newer)
    throw new AppError(
      'CONFLICT',
      'A newer job has applied this blueprint to the account since. Make a new plan to see what is left to do.',
    );
}

/**
 * What had begun is read back before it is written again. What the account had moved away from stays as it is: only a new plan
 * can say what to do with it. Answers how many steps are left.
 */
async function reopenSteps(tx: Tx, ctx: Context, jobId: string): Promise<number> {
  const { agencyId } = ctx.actor;
  await tx
    .updateTable('job_steps')
    .set({
      state: sql`case when intent is null then 'PENDING' else 'UNKNOWN' end`,
      error: null,
      started_at: null,
      finished_at: null,
    })
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    .where('state', 'in', ['FAILED', 'NOT_ATTEMPTED'])
    .where(sql<boolean>`coalesce(error->>'code', '') <> 'PLAN_STALE'`)
    .execute();
  const { left } = await tx
    .selectFrom('job_steps')
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    .where('state', 'in', ['PENDING', 'UNKNOWN', 'RUNNING', 'APPLIED'])
    .select((step) => step.fn.countAll<number>().as('left'))
    .executeTakeFirstOrThrow();
  if (left === 0)
    throw new AppError('CONFLICT', 'Nothing is left that this job could do. Make a new plan to see what is different.');
  return left;
}
