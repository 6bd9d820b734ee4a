import { expect, test } from 'vitest';
import { hoursDiff } from './hours-diff.ts';

const on = (days: string[], from: string, to: string) => days.map((day) => ({ day, from, to }));
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

test('days that change alike are one line', () => {
  expect(hoursDiff(on(workdays, '08:00', '17:00'), on(workdays, '09:00', '17:00'))).toEqual([
    { days: 'Mon–Fri', before: '08:00–17:00', after: '09:00–17:00', changed: true },
  ]);
});

test('days that open, close and stay are told apart, and closed ones left out', () => {
  const before = [...on(workdays, '09:00', '17:00'), ...on(['sun'], '10:00', '12:00')];
  const after = [...on(workdays, '09:00', '17:00'), ...on(['sat'], '10:00', '14:00')];
  expect(hoursDiff(before, after)).toEqual([
    { days: 'Mon–Fri', before: '09:00–17:00', after: '09:00–17:00', changed: false },
    { days: 'Sat', before: 'closed', after: '10:00–14:00', changed: true },
    { days: 'Sun', before: '10:00–12:00', after: 'closed', changed: true },
  ]);
});

test('a day with a break has both its spans', () => {
  const [line] = hoursDiff([], [...on(['mon'], '09:00', '12:00'), ...on(['mon'], '13:00', '17:00')]);
  expect(line?.after).toBe('09:00–12:00, 13:00–17:00');
});

test('what holds no hours is closed', () => {
  expect(hoursDiff(null, on(['mon'], '09:00', '12:00'))[0]?.before).toBe('closed');
  expect(hoursDiff(null, [])).toEqual([]);
});
