import { AppError } from '@groundwork/shared';
import { type Blueprint, resolveVariables } from '@groundwork/shared/blueprint';
import type { KindName } from '@groundwork/shared/kinds';
import { diff, fingerprint, order, type PlanItem } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import type { Core } from '../context.ts';
import { type LiveAccount, readAccount, readFailed, readState } from './read-account.ts';

export interface PlanTarget {
  agencyId: string;
  companyId: string;
  locationId: string;
  blueprintId: string;
  blueprintVersionId: string;
  blueprint: Blueprint;
  variables: VariableValues;
}

/** Reads the account and our state of it, and computes what applying would do. Writes nothing; also asked again right before an apply. */
export async function computePlan(
  core: Pick<Core, 'db' | 'ghl'>,
  target: PlanTarget,
): Promise<{ items: PlanItem[]; fingerprint: string; live: LiveAccount }> {
  const resolved = resolveVariables(target.blueprint, target.variables);
  if (!resolved.ok)
    throw new AppError('VARIABLE_INVALID', 'Some variables are missing or have a wrong value. Nothing was planned.', {
      issues: resolved.issues,
    });
  const state = await readState(core.db, target);
  const kinds = [...new Set<KindName>([...resolved.resources, ...state].map((entry) => entry.kind))];
  const live = await readAccount(core.ghl, target, kinds).catch((error: unknown) => {
    throw readFailed(error);
  });
  const items = order(diff({ resources: resolved.resources, live, state }));
  const { blueprintVersionId, locationId, variables } = target;
  return { items, fingerprint: fingerprint(items, { blueprintVersionId, locationId, variables }), live };
}
