import { expect, test } from 'vitest';
import { daysOf, dayText, isMonth, monthBeside, monthText } from './month-text.ts';

test('months are those of UTC, whatever the zone of the reader', () => {
  expect(dayText('2026-12-01T00:00:00.000Z')).toBe('December 1');
  expect(monthText('2026-11')).toBe('November 2026');
});

test('a month has one before and one after, over the year’s end too', () => {
  expect([monthBeside('2026-01', -1), monthBeside('2026-12', 1), monthBeside('2026-06', -1)]).toEqual([
    '2025-12',
    '2027-01',
    '2026-05',
  ]);
});

test('what is in the address may be no month', () => {
  expect(['2026-11', '2026-13', '11', undefined].map(isMonth)).toEqual([true, false, false, false]);
});

test('a month has all its days, in a leap year too', () => {
  expect(daysOf('2028-02')).toHaveLength(29);
  expect(daysOf('2026-12').at(-1)).toBe('2026-12-31');
});
