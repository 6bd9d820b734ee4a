import type { PlanAction, PlanItem, PlanSummary } from '@groundwork/shared/plan';

/** The verbs that write, in the order a summary names them. */
export const writingActions = [
  'create',
  'update',
  'replace',
  'delete',
  'adopt',
] as const satisfies readonly PlanAction[];

export const countWrites = (summary: PlanSummary): number =>
  writingActions.reduce((sum, action) => sum + summary[action], 0);

/** What is lost for good when the plan is applied. Applying it needs the account's name typed. */
export const losses = (items: readonly PlanItem[]): PlanItem[] =>
  items.filter((item) => item.action === 'delete' || item.action === 'replace');

export interface PlanParts {
  changes: PlanItem[];
  manual: PlanItem[];
  unchanged: PlanItem[];
}

/** In the order of the plan. */
export function partsOf(items: readonly PlanItem[]): PlanParts {
  const parts: PlanParts = { changes: [], manual: [], unchanged: [] };
  for (const item of items) {
    if (item.action === 'manual') parts.manual.push(item);
    else if (item.action === 'no-op') parts.unchanged.push(item);
    else parts.changes.push(item);
  }
  return parts;
}
