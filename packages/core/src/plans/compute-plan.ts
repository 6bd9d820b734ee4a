import { AppError } from '@groundwork/shared';
import { resolveVariables } from '@groundwork/shared/blueprint';
import type { KindName } from '@groundwork/shared/kinds';
import { diff, fingerprint, order, type PlanItem, type StateEntry } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/get-blueprint.ts';
import type { Core } from '../context.ts';
import { readAccount, readFailed, readState } from './read-account.ts';

export interface PlanTarget {
  agencyId: string;
  companyId: string;
  locationId: string;
  blueprintId: string;
  blueprintVersionId: string;
  /** The version's text. */
  source: string;
  variables: VariableValues;
}

/** Reads the account and our state of it, and computes what applying would do. Writes nothing; also asked again right before an apply. */
export async function computePlan(
  core: Pick<Core, 'db' | 'ghl'>,
  target: PlanTarget,
): Promise<{ items: PlanItem[]; fingerprint: string; state: StateEntry[] }> {
  const resolved = resolveVariables(storedBlueprint(target.source), target.variables);
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
  return { items, fingerprint: fingerprint(items, { blueprintVersionId, locationId, variables }), state };
}
