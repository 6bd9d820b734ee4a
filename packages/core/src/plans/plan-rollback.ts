import { AppError } from '@groundwork/shared';
import type { Overwrite } from '@groundwork/shared/plan';
import type { JobState, PlanView } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { type Commit, once } from '../idempotency/commit-once.ts';
import { getPlan } from './get-plan.ts';
import { readAppliedSteps } from './read-applied-steps.ts';
import { storePlan } from './store-plan.ts';

/** A plan that takes back what a job did: the account as it was before it, with client edits since kept but for those to overwrite. */
export async function planRollback(ctx: Context, input: Given): Promise<PlanView> {
  authorise(ctx, 'plan.create');
  const id = await once(ctx, (commit) => decide(ctx, input, commit));
  return getPlan(ctx, id);
}

interface Given {
  jobId: string;
  overwrite?: readonly Overwrite[] | undefined;
}

async function decide(ctx: Context, input: Given, commit: Commit): Promise<string> {
  const { agencyId, companyId, memberId } = ctx.actor;
  const job = await ctx.db
    .selectFrom('jobs')
    .innerJoin('plans', 'plans.id', 'jobs.plan_id')
    .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
    .where('jobs.agency_id', '=', agencyId)
    .where('jobs.id', '=', input.jobId)
    .where(inScope(ctx.actor, 'jobs.location_id'))
    .select([
      'jobs.id',
      'jobs.state',
      'jobs.location_id as locationId',
      'plans.inputs',
      'plans.variables',
      'plans.levels',
      'version.id as blueprintVersionId',
      'version.blueprint_id as blueprintId',
      'version.source',
    ])
    .executeTakeFirst();
  if (!job) throw notFound('job');
  requireEnded(job.state);
  await requireApplied(ctx, job.id);
  const { id: locationId } = await requireAccount(ctx, job.locationId);

  const { blueprintId, blueprintVersionId, source, variables, inputs, levels } = job;
  const place = { agencyId, companyId, locationId, blueprintId, blueprintVersionId, source, variables };
  const aim = { purpose: 'rollback', rollsBack: job.id, overwrite: input.overwrite } as const;
  const target = { ...place, ...aim, lane: 'interactive' } as const;
  return storePlan(ctx, { target, inputs: inputs ?? variables, levels, createdBy: memberId }, { commit });
}

function requireEnded(state: JobState): void {
  if (state === 'PENDING' || state === 'PROCESSING')
    throw new AppError('CONFLICT', 'This job has not ended yet. Cancel it or wait for its end, then roll it back.');
}

async function requireApplied({ db, actor: { agencyId } }: Context, jobId: string): Promise<void> {
  const steps = await readAppliedSteps(db, { agencyId, jobId });
  if (steps.length > 0) return;
  const written = await db
    .selectFrom('job_steps')
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    .where('state', 'in', ['APPLIED', 'VERIFIED'])
    .select('position')
    .executeTakeFirst();
  throw new AppError(
    'CONFLICT',
    written
      ? 'This job ran before Groundwork kept what a job finds, so it cannot be rolled back. Apply an earlier version of the blueprint instead.'
      : 'This job has changed nothing in the account, so there is nothing to roll back.',
  );
}
