import { expect, test } from 'vitest';
import { callsText, estimateText } from './estimate-text.ts';

const estimate = {
  calls: { read: 8, write: 62, verify: 18 },
  seconds: 12.2,
  budget: { free: 100, limit: 100, intervalSeconds: 10 },
};

test('an estimate says calls, time and the budget it was made with', () => {
  expect(estimateText(estimate)).toBe('about 88 calls, 12 s at the budget now (100 per 10 s)');
  expect(callsText(estimate)).toBe('8 to look once more before writing, 62 to write, 18 to verify');
});

test('it says so where less is free than the plan needs', () => {
  const busy = { ...estimate, budget: { ...estimate.budget, free: 30 } };
  expect(estimateText(busy)).toBe('about 88 calls, 12 s at the budget now (100 per 10 s, 30 free now)');
  const long = { ...estimate, calls: { read: 8, write: 300, verify: 18 }, seconds: 31 };
  expect(estimateText(long)).toBe('about 326 calls, 31 s at the budget now (100 per 10 s)');
});

test('what takes next to no time is promised no exact second', () => {
  expect(estimateText({ ...estimate, seconds: 0.3 })).toContain(', a second or two at');
  expect(estimateText({ ...estimate, seconds: 2.1 })).toContain(', 3 s at');
});
