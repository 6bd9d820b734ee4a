import type { Overwrite } from '@groundwork/shared/plan';
import type { PlanView, VariableValues } from '@groundwork/shared/views';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context } from '../context.ts';
import { once } from '../idempotency/commit-once.ts';
import { getPlan } from './get-plan.ts';
import { makePlan, type PlanRequest } from './make-plan.ts';

/** Plans one blueprint version for one account. What is stored is what a person approves; nothing in GHL changes. */
export async function createPlan(
  ctx: Context,
  input: {
    locationId: string;
    blueprintVersionId: string;
    variables: VariableValues;
    overwrite?: readonly Overwrite[] | undefined;
    only?: readonly string[] | undefined;
  },
): Promise<PlanView> {
  authorise(ctx, 'plan.create');
  const { agencyId, companyId, memberId } = ctx.actor;
  const id = await once(ctx, async (commit) => {
    const location = await requireAccount(ctx, input.locationId);
    const request: PlanRequest = {
      agencyId,
      companyId,
      locationId: location.id,
      blueprintVersionId: input.blueprintVersionId,
      inputs: input.variables,
      overwrite: input.overwrite,
      only: input.only,
      createdBy: memberId,
      lane: 'interactive',
    };
    return makePlan(ctx, request, { commit });
  });
  return getPlan(ctx, id);
}
