import type { PlanItem } from '@groundwork/shared/plan';

/** A line of a plan for tests, that creates a tag unless said otherwise. */
export const planItem = (more: Partial<PlanItem>): PlanItem => ({
  address: 'tag.a',
  kind: 'tag',
  action: 'create',
  title: 'a',
  ghlId: null,
  changes: [],
  desired: {},
  target: {},
  applied: {},
  live: null,
  dependsOn: [],
  kept: [],
  notes: [],
  ...more,
});
