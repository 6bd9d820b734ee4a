import { AppError } from '@groundwork/shared';
import { findLosses, type PlanItem } from '@groundwork/shared/plan';
import type { JobPriority, JobView } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { wakeRollout } from '../rollouts/wake-rollout.ts';
import { enqueueJob, stepItems } from './enqueue-job.ts';
import { getJob } from './get-job.ts';

/** Approves a plan: writes the job and its steps, and enqueues it in the same transaction. The same plan again is the same job. */
export async function startJob(
  ctx: Context,
  input: { planId: string; confirm?: string | undefined; priority?: JobPriority | undefined },
): Promise<JobView> {
  authorise(ctx, 'job.start');
  const { agencyId, memberId } = ctx.actor;
  const plan = await ctx.db
    .selectFrom('plans')
    .leftJoin('jobs', 'jobs.plan_id', 'plans.id')
    .where('plans.agency_id', '=', agencyId)
    .where('plans.id', '=', input.planId)
    .where(inScope(ctx.actor, 'plans.location_id'))
    .select(['plans.id', 'plans.location_id', 'plans.items', 'jobs.id as jobId'])
    .executeTakeFirst();
  if (!plan) throw notFound('plan');
  if (plan.jobId) return getJob(ctx, plan.jobId);

  const location = await requireAccount(ctx, plan.location_id);
  const { items, waiting } = stepItems(plan.items);
  if (items.length === 0)
    throw new AppError(
      'PLAN_EMPTY',
      waiting.size > 0
        ? 'All that is left waits for a step by hand. Do what the plan says, then make a new plan.'
        : 'This plan changes nothing: the account already matches. There is nothing to apply.',
    );
  requireConfirmation(items, location.name, input.confirm);

  const jobId = await ctx.db.transaction().execute(async (tx) => {
    await wakeRollout(tx, plan.id);
    return enqueueJob(ctx, tx, {
      agencyId,
      locationId: location.id,
      planId: plan.id,
      items,
      priority: input.priority ?? 'normal',
      rolloutId: null,
      createdBy: memberId,
      by: ctx.actor.name,
    });
  });
  return getJob(ctx, jobId ?? (await jobOfPlan(ctx, plan.id)));
}

/** Another tab was first: its job is the answer. */
async function jobOfPlan(ctx: Context, planId: string): Promise<string> {
  const job = await ctx.db
    .selectFrom('jobs')
    .select('id')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
  return job.id;
}

function requireConfirmation(items: readonly PlanItem[], accountName: string, confirm: string | undefined): void {
  const losses = findLosses(items);
  if (losses.length === 0 || confirm?.trim() === accountName.trim()) return;
  throw new AppError(
    'BAD_REQUEST',
    `This plan destroys ${losses.map(({ item, parts }) => [item.address, ...parts.map((part) => `"${part}"`)].join(' ')).join(', ')}. Type the account's name, "${accountName}", to confirm it.`,
  );
}
