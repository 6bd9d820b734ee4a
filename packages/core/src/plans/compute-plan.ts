import type { Lane } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import { resolveVariables } from '@groundwork/shared/blueprint';
import { type KindName, kinds } from '@groundwork/shared/kinds';
import {
  diff,
  fingerprint,
  onlyAddresses,
  order,
  type Overwrite,
  type PlanItem,
  type StateEntry,
} from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import type { Core } from '../context.ts';
import { namedBy } from './named.ts';
import { readAccount, readFailed } from './read-account.ts';
import { readClaims, readState } from './read-state.ts';

export interface PlanTarget {
  agencyId: string;
  companyId: string;
  locationId: string;
  blueprintId: string;
  blueprintVersionId: string;
  /** The version's text. */
  source: string;
  variables: VariableValues;
  overwrite?: readonly Overwrite[] | undefined;
  /** About these addresses alone, and what they need. */
  only?: readonly string[] | null | undefined;
  /** Whose turn its calls to GHL are. */
  lane?: Lane | undefined;
}

/** Reads the account and our state of it, and computes what applying would do. Writes nothing; also asked again right before an apply. */
export async function computePlan(
  core: Pick<Core, 'db' | 'ghl'>,
  target: PlanTarget,
  signal?: AbortSignal,
): Promise<{ items: PlanItem[]; fingerprint: string; state: StateEntry[] }> {
  const recorded = Promise.all([readState(core.db, target), readClaims(core.db, target)]);
  // Whoever awaits it below is told.
  recorded.catch(() => {});
  const resolved = resolveVariables(storedBlueprint(target.source), target.variables);
  if (!resolved.ok)
    throw new AppError('VARIABLE_INVALID', 'Some variables are missing or have a wrong value. Nothing was planned.', {
      issues: resolved.issues,
    });
  const [state, claims] = await recorded;
  const { resources } = resolved;
  const wanted = {
    kinds: [...new Set<KindName>([...resources, ...state].map((entry) => entry.kind))],
    users: resources.some(({ kind, properties }) => (kinds[kind].people?.(properties) ?? []).length > 0),
    named: namedBy(resources, state),
  };
  const account = await readAccount(core.ghl, target, wanted, signal).catch((error: unknown) => {
    throw readFailed(error);
  });
  const all = order(diff({ resources, state, claims, overwrite: target.overwrite, ...account }));
  const items = target.only ? onlyAddresses(all, target.only) : all;
  const { blueprintVersionId, locationId, variables } = target;
  return { items, fingerprint: fingerprint(items, { blueprintVersionId, locationId, variables }), state };
}
