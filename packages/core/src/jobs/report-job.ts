import { AppError, hashJson, type Json } from '@groundwork/shared';
import { concealItem, type PlanItem } from '@groundwork/shared/plan';
import type { JobReportView, StepView } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { concealVariables } from '../plans/conceal-variables.ts';
import { withDefaults } from '../plans/with-defaults.ts';
import { summaryOf } from './job-summary.ts';
import { stepActions } from './step.ts';
import { stepsOf } from './steps-of.ts';

/** The proof of a job that has ended. */
export async function reportJob(ctx: Context, input: { id: string }): Promise<JobReportView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const found = await ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const plan = await tx
        .selectFrom('jobs')
        .innerJoin('agencies', 'agencies.id', 'jobs.agency_id')
        .innerJoin('plans', 'plans.id', 'jobs.plan_id')
        .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
        .leftJoin('members', 'members.id', 'plans.created_by')
        .where('jobs.agency_id', '=', agencyId)
        .where('jobs.id', '=', input.id)
        .where(inScope(ctx.actor, 'jobs.location_id'))
        .select([
          'agencies.name as agency',
          'agencies.company_id as companyId',
          'plans.id',
          'plans.fingerprint',
          'plans.created_at',
          'plans.purpose',
          'plans.variables',
          'plans.levels',
          'plans.items',
          'version.source',
          'members.name as createdBy',
        ])
        .executeTakeFirst();
      if (!plan) throw notFound('job');
      const steps = await stepsOf(tx, agencyId, input.id);
      const verified = await tx
        .selectFrom('job_steps')
        .where('agency_id', '=', agencyId)
        .where('job_id', '=', input.id)
        .where('state', '=', 'VERIFIED')
        .select(['position', 'verified_at'])
        .execute();
      return { plan, steps, verified, job: await summaryOf(tx, agencyId, input.id) };
    });
  const { plan, job, steps, verified } = found;
  const verifiedAt = new Map(verified.map((step) => [step.position, step.verified_at?.toISOString()]));
  if (job.state === 'PENDING' || job.state === 'PROCESSING')
    throw new AppError('CONFLICT', 'This job has not ended yet, so there is nothing to prove. Come back when it has.');

  const items = plan.items.map(concealItem);
  const { variables } = plan.purpose === 'apply' ? withDefaults(plan, plan.source) : plan;
  const proof = {
    groundworkReport: 1 as const,
    agency: { name: plan.agency, companyId: plan.companyId },
    job,
    plan: {
      id: plan.id,
      fingerprint: plan.fingerprint,
      createdAt: plan.created_at.toISOString(),
      createdBy: plan.createdBy,
      variables: concealVariables(variables, plan.source),
    },
    ...partsOf(items, steps, verifiedAt),
  };
  return { ...proof, generatedAt: ctx.now().toISOString(), digest: hashJson(proof as unknown as Json) };
}

type Parts = Pick<JobReportView, 'lines' | 'kept' | 'unchanged' | 'leftToPerson'>;

function partsOf(
  items: readonly PlanItem[],
  steps: readonly StepView[],
  verifiedAt: ReadonlyMap<number, string | undefined>,
): Parts {
  const planned = new Map(items.map((item) => [item.address, item]));
  const done = new Set(steps.map(({ address }) => address));
  const isLeft = ({ action, address }: PlanItem) =>
    action === 'manual' || (stepActions.includes(action) && !done.has(address));
  return {
    lines: steps.map(({ position, address, kind, title, action, state, ghlId, error }) => ({
      address,
      kind,
      title,
      action,
      state,
      ghlId,
      changes: planned.get(address)?.changes ?? [],
      verifiedAt: verifiedAt.get(position) ?? null,
      error,
    })),
    kept: items
      .filter(({ kept }) => kept.length > 0)
      .map(({ address, title, kept }) => ({ address, title, changes: kept })),
    unchanged: items
      .filter(({ action, ghlId }) => action === 'no-op' && ghlId !== null)
      .map(({ address, kind, title, ghlId }) => ({ address, kind, title, ghlId })),
    leftToPerson: items.filter(isLeft).map((item) => ({
      address: item.address,
      kind: item.kind,
      title: item.title,
      notes: item.action === 'manual' ? item.notes : [waitsNote, ...item.notes],
    })),
  };
}

const waitsNote = 'It waits for a step by hand. Do that first, then plan again.';
