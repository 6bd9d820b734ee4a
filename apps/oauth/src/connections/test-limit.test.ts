import { expect, test } from 'vitest';
import { createTestLimit, testsPerMinute } from './test-limit.ts';

test('lets ten a minute through for each agency, and says how long the next has to wait', () => {
  let now = 1_000_000;
  const waitMs = createTestLimit(() => now);
  for (let made = 0; made < testsPerMinute; made++) {
    expect(waitMs('a1')).toBe(0);
    now += 1_000;
  }
  expect(waitMs('a1')).toBe(50_000);
  expect(waitMs('a2')).toBe(0);
  now += 50_000;
  expect(waitMs('a1')).toBe(0);
  expect(waitMs('a1')).toBe(1_000);
});

test('a test that was refused counts for nothing: an agency that goes on asking is not shut out', () => {
  let now = 1_000_000;
  const waitMs = createTestLimit(() => now);
  for (let made = 0; made < testsPerMinute; made++) waitMs('a1');
  for (let refused = 0; refused < 50; refused++) waitMs('a1');
  now += 60_000;
  expect(waitMs('a1')).toBe(0);
});
