import { expect, test } from 'vitest';
import { GroundworkError } from './groundwork-error.ts';
import { retryDelayMs } from './retry-delay.ts';

const passing = (retryAfterSeconds?: number) =>
  new GroundworkError('busy', { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds });

test('waits longer each time, jittered, up to a limit', () => {
  const delays = [0, 1, 2, 20].map((attempt) => [
    retryDelayMs(passing(), attempt, () => 0),
    retryDelayMs(passing(), attempt, () => 1),
  ]);
  expect(delays).toEqual([
    [125, 250],
    [250, 500],
    [500, 1_000],
    [4_000, 8_000],
  ]);
});

test('never comes back before it was told to, and not at all where that is long', () => {
  expect(retryDelayMs(passing(3), 0, () => 0)).toBe(3_125);
  expect(retryDelayMs(passing(61), 0)).toBeNull();
});

test('does not try again what stays wrong', () => {
  expect(retryDelayMs(new GroundworkError('no', { code: 'FORBIDDEN' }), 0)).toBeNull();
});
