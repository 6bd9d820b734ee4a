import { canonicalJson } from '@groundwork/shared';
import { summarise } from '@groundwork/shared/plan';
import type { PlanView, VariableValues } from '@groundwork/shared/views';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { computePlan, type PlanTarget } from './compute-plan.ts';
import { getPlan } from './get-plan.ts';
import { refreshState } from './refresh-state.ts';

/** Plans one blueprint version for one account. What is stored is what a person approves; nothing in GHL changes. */
export async function createPlan(
  ctx: Context,
  input: { locationId: string; blueprintVersionId: string; variables: VariableValues },
): Promise<PlanView> {
  authorise(ctx, 'plan.create');
  const { agencyId, companyId, memberId } = ctx.actor;
  const location = await requireAccount(ctx, input.locationId);
  const version = await ctx.db
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('id', '=', input.blueprintVersionId)
    .select(['id', 'blueprint_id', 'source'])
    .executeTakeFirst();
  if (!version) throw notFound('blueprint version');

  const target: PlanTarget = {
    agencyId,
    companyId,
    locationId: location.id,
    blueprintId: version.blueprint_id,
    blueprintVersionId: version.id,
    source: version.source,
    variables: input.variables,
  };
  const plan = await computePlan(ctx, target);
  await refreshState(ctx, target, plan);
  const { id } = await ctx.db
    .insertInto('plans')
    .values({
      agency_id: agencyId,
      location_id: location.id,
      blueprint_version_id: version.id,
      variables: canonicalJson(input.variables),
      items: JSON.stringify(plan.items),
      summary: JSON.stringify(summarise(plan.items)),
      fingerprint: plan.fingerprint,
      created_by: memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return getPlan(ctx, id);
}
