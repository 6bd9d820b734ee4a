import { destroy } from '@groundwork/shared/plan';
import { namedBy } from './named.ts';
import type { PlanGoal } from './plan-goal.ts';

/** The account without what the blueprint created in it. */
export const destroyGoal: PlanGoal = {
  wanted: (state) => namedBy([], state),
  reach: (found) => destroy(found),
};
