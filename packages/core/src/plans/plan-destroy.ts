import { AppError } from '@groundwork/shared';
import type { PlanView } from '@groundwork/shared/views';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { getPlan } from './get-plan.ts';
import { storePlan } from './store-plan.ts';

/** A plan that removes all that a blueprint created in an account. What was there before Groundwork stays. */
export async function planDestroy(ctx: Context, input: { locationId: string; blueprintId: string }): Promise<PlanView> {
  authorise(ctx, 'plan.create');
  const { agencyId, companyId, memberId } = ctx.actor;
  const { id: locationId, name } = await requireAccount(ctx, input.locationId);
  const version = await versionOf(ctx, input);
  if (!version) throw notFound('blueprint');
  if (!version.isRecorded)
    throw new AppError(
      'CONFLICT',
      `Groundwork has recorded nothing of this blueprint in ${name}, so there is nothing to destroy.`,
    );

  const { blueprintId, blueprintVersionId, source } = version;
  const place = { agencyId, companyId, locationId, blueprintId, blueprintVersionId, source, variables: {} };
  const target = { ...place, lane: 'interactive', purpose: 'destroy' } as const;
  const id = await storePlan(ctx, { target, inputs: {}, levels: {}, createdBy: memberId });
  return getPlan(ctx, id);
}

/** The version that was applied to the account last, else the blueprint's newest. */
const versionOf = (ctx: Context, { locationId, blueprintId }: { locationId: string; blueprintId: string }) =>
  ctx.db
    .selectFrom('blueprint_versions as version')
    .where('version.agency_id', '=', ctx.actor.agencyId)
    .where('version.blueprint_id', '=', blueprintId)
    .select((row) => [
      'version.id as blueprintVersionId',
      'version.blueprint_id as blueprintId',
      'version.source',
      row
        .exists(
          row
            .selectFrom('resource_states as held')
            .select('held.address')
            .where('held.agency_id', '=', ctx.actor.agencyId)
            .where('held.location_id', '=', locationId)
            .whereRef('held.blueprint_id', '=', 'version.blueprint_id'),
        )
        .as('isRecorded'),
      row
        .selectFrom('jobs')
        .innerJoin('plans', 'plans.id', 'jobs.plan_id')
        .where('jobs.agency_id', '=', ctx.actor.agencyId)
        .where('jobs.location_id', '=', locationId)
        .where('plans.purpose', '=', 'apply')
        .whereRef('plans.blueprint_version_id', '=', 'version.id')
        .select((job) => job.fn.max('jobs.started_at').as('at'))
        .as('appliedAt'),
    ])
    .orderBy('appliedAt', (order) => order.desc().nullsLast())
    .orderBy('version.number', 'desc')
    .executeTakeFirst();
