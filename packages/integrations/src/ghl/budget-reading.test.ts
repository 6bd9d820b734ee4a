import { expect, it } from 'vitest';
import { budgetReading, retryAfterMs } from './budget-reading.ts';

const now = new Date('2026-11-21T10:00:00Z');

it("reads all of GHL's rate-limit headers", () => {
  const headers = {
    'x-ratelimit-max': '100',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-interval-milliseconds': '10000',
    'x-ratelimit-limit-daily': '200000',
    'x-ratelimit-daily-remaining': '199999',
  };
  expect(budgetReading(200, headers, now)).toEqual({
    limit: 100,
    remaining: 0,
    intervalMs: 10_000,
    dailyLimit: 200_000,
    dailyRemaining: 199_999,
    refused: false,
    retryAfterMs: null,
  });
});

it('says nothing where the headers say nothing or nonsense', () => {
  expect(budgetReading(429, { 'x-ratelimit-max': 'many', 'x-ratelimit-remaining': '-1' }, now)).toMatchObject({
    limit: null,
    remaining: null,
    refused: true,
  });
});

it('understands Retry-After in seconds and as a date', () => {
  expect(retryAfterMs('2', now)).toBe(2_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 10:00:05 GMT', now)).toBe(5_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeNull();
});
