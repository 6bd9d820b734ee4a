import type { Db } from '@groundwork/db';
import { canonicalJson } from '@groundwork/shared';
import { estimatePlan, summarise } from '@groundwork/shared/plan';
import type { PlanEstimate, ValueOrigin, VariableValues } from '@groundwork/shared/views';
import { unknownBurst } from '../budget/limits.ts';
import { readBudget } from '../budget/read-budget.ts';
import type { Core } from '../context.ts';
import { computePlan } from './compute-plan.ts';
import { forgetGone } from './forget-gone.ts';
import type { PlanTarget } from './plan-target.ts';
import { refreshState } from './refresh-state.ts';

export interface StoreOptions {
  signal?: AbortSignal | undefined;
  /** How its row is written, for a call that may be sent twice. */
  commit?: (<T>(work: (db: Db) => Promise<T>) => Promise<T>) | undefined;
}

/** Computes a plan and keeps it for approval. Answers its id. */
export async function storePlan(
  core: Core,
  draft: {
    target: PlanTarget;
    /** Values for this plan alone, and where each of all its values came from. */
    inputs: VariableValues;
    levels: Record<string, ValueOrigin>;
    createdBy: string | null;
  },
  { signal, commit = (insert) => insert(core.db) }: StoreOptions = {},
): Promise<string> {
  const { target } = draft;
  const plan = await computePlan(core, target, signal);
  // Another purpose says nothing of what the blueprint wants.
  if (target.purpose === 'apply') await refreshState(core, target, plan);
  if (target.purpose === 'destroy') await forgetGone(core, target, plan);
  const budget = await budgetOf(core, target.locationId);
  const overwrite = (target.purpose === 'destroy' ? null : target.overwrite) ?? [];
  const only = (target.purpose === 'apply' ? target.only : null) ?? null;
  const row = {
    agency_id: target.agencyId,
    location_id: target.locationId,
    blueprint_version_id: target.blueprintVersionId,
    purpose: target.purpose,
    rolls_back: target.purpose === 'rollback' ? target.rollsBack : null,
    inputs: canonicalJson(draft.inputs),
    variables: canonicalJson(target.variables),
    levels: JSON.stringify(draft.levels),
    overwrite: JSON.stringify(overwrite),
    only_addresses: only === null ? null : [...only],
    items: JSON.stringify(plan.items),
    summary: JSON.stringify(summarise(plan.items)),
    estimate: JSON.stringify(estimatePlan(plan.items, budget)),
    fingerprint: plan.fingerprint,
    created_by: draft.createdBy,
  };
  return commit(async (db) => {
    const { id } = await db.insertInto('plans').values(row).returning('id').executeTakeFirstOrThrow();
    return id;
  });
}

/** Until GHL's answers say more, what its smallest accounts have. */
async function budgetOf({ db }: Core, locationId: string): Promise<PlanEstimate['budget']> {
  const budget = await readBudget(db, locationId);
  if (!budget) return { free: unknownBurst, limit: unknownBurst, intervalSeconds: 10 };
  const { limit, used, intervalSeconds, blockedUntil } = budget;
  return { free: blockedUntil === null ? Math.max(0, limit - used) : 0, limit, intervalSeconds };
}
