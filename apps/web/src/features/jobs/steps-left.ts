import type { StepView } from '@groundwork/shared/views';

/** How many steps another run of the job would do. What the account has moved away from since needs a new plan. */
export const stepsLeft = (steps: readonly Pick<StepView, 'state' | 'error'>[]): number =>
  steps.filter(({ state, error }) => state === 'NOT_ATTEMPTED' || (state === 'FAILED' && error?.code !== 'PLAN_STALE'))
    .length;
