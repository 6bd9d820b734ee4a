import { planActions, type PlanItem, type PlanSummary } from './types.ts';

export function summarise(items: readonly Pick<PlanItem, 'action'>[]): PlanSummary {
  const summary = Object.fromEntries(planActions.map((action) => [action, 0])) as PlanSummary;
  for (const { action } of items) summary[action] += 1;
  return summary;
}
