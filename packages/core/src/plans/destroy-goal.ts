import { diff } from '@groundwork/shared/plan';
import { namedBy } from './named.ts';
import type { PlanGoal } from './plan-goal.ts';

/** The account without what the blueprint created in it: as if the blueprint were empty. */
export const destroyGoal: PlanGoal = {
  wanted: (state) => namedBy([], state),
  reach: (found) => diff({ resources: [], ...found }),
};
