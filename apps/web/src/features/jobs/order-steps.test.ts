import type { StepView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { orderSteps, type StepOrder } from './order-steps.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 8, 0, second)).toISOString();
const step = (position: number, state: StepView['state'], from: number | null, to: number | null): StepView => ({
  position,
  address: `tag.t${position}`,
  kind: 'tag',
  action: 'create',
  title: `t${position}`,
  state,
  ghlId: null,
  attempts: from === null ? 0 : 1,
  error: null,
  startedAt: from === null ? null : at(from),
  finishedAt: to === null ? null : at(to),
});
const steps = [
  step(0, 'VERIFIED', 4, 5),
  step(1, 'NOT_ATTEMPTED', null, null),
  step(2, 'FAILED', 1, 4),
  step(3, 'UNKNOWN', 2, null),
  step(4, 'VERIFIED', 0, 2),
];
const positions = (order: StepOrder) => orderSteps(steps, order).map(({ position }) => position);

test('what needs a look comes first, the rest as in the plan', () => {
  expect(positions('attention')).toEqual([2, 3, 1, 0, 4]);
  expect(positions('plan')).toEqual([0, 1, 2, 3, 4]);
});

test('what was never begun comes last in time, what has no length last in length', () => {
  expect(positions('started')).toEqual([4, 2, 3, 0, 1]);
  expect(positions('longest')).toEqual([2, 4, 0, 1, 3]);
});
