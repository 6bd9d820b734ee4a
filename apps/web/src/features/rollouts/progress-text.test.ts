import { type RolloutState, type RolloutView, type TargetState, targetStates } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { progressText } from './progress-text.ts';

const none = Object.fromEntries(targetStates.map((state) => [state, 0])) as RolloutView['counts'];

test.each<[RolloutState, Partial<Record<TargetState, number>>, string]>([
  ['PLANNING', { PLANNING: 3, PLANNED: 8, BLOCKED: 1 }, '9 of 12 accounts planned · 1 blocked'],
  ['PLANNED', { BLOCKED: 3, UNCHANGED: 1 }, 'Nothing to approve · 1 already as described · 3 blocked'],
  ['PLANNED', { PLANNED: 1, UNCHANGED: 2, SKIPPED: 4 }, '1 account to change · 2 already as described · 4 left out'],
  [
    'RUNNING',
    { RUNNING: 2, QUEUED: 5, SUCCESS: 3, UNCHANGED: 1, FAILED: 1 },
    '4 of 12 accounts as described · 1 failed',
  ],
  ['CANCELLED', { SUCCESS: 2, CANCELLED: 10 }, '2 of 12 accounts as described · 10 cancelled'],
])('says how far one is that is %s', (state, counts, text) => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  expect(progressText({ state, counts: { ...none, ...counts }, total })).toBe(text);
});
