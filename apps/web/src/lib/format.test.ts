import { describe, expect, test } from 'vitest';
import { formatAbsolute, formatDuration, formatRelative, plural } from './format.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');

describe('relative time', () => {
  test.each([
    ['2026-11-21T11:59:50.000Z', 'just now'],
    ['2026-11-21T11:59:00.000Z', '1 minute ago'],
    ['2026-11-21T09:00:00.000Z', '3 hours ago'],
    ['2026-11-20T12:00:00.000Z', 'yesterday'],
    ['2026-11-21T12:00:30.000Z', 'in a moment'],
    ['2026-11-21T18:00:00.000Z', 'in 6 hours'],
  ])('%s is "%s"', (iso, words) => {
    expect(formatRelative(iso, now)).toBe(words);
  });

  test('an old time is a date', () => {
    expect(formatRelative('2026-01-05T12:00:00.000Z', now)).toContain('Jan 5, 2026');
  });
});

test('the absolute time names UTC', () => {
  expect(formatAbsolute('2026-11-21T12:00:00.000Z')).toContain('2026-11-21 12:00:00 UTC');
});

test.each([
  [400, '0.4 s'],
  [9_970, '10 s'],
  [59_700, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [7_800_000, '2 h 10 min'],
])('%d ms is "%s"', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test('one is not plural', () => {
  expect([plural(1, 'step'), plural(2, 'step'), plural(2, 'entry', 'entries')]).toEqual([
    '1 step',
    '2 steps',
    '2 entries',
  ]);
});
