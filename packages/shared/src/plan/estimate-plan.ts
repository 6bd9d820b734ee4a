import type { PlanEstimate } from '../views/plans.ts';
import type { PlanItem } from './types.ts';

/** What applying the items costs in calls and time, given what the account's budget allows now. */
export function estimatePlan(items: readonly PlanItem[], budget: PlanEstimate['budget']): PlanEstimate {
  throw new Error(`not built: ${items.length} ${budget.limit}`);
}
