import { expect, test } from 'vitest';
import { type ComparedRow, countSides, filterRows } from './filter-rows.ts';

const row = (title: string, side: ComparedRow['in'], kind: ComparedRow['kind'] = 'tag'): ComparedRow => ({
  kind,
  title,
  in: side,
  leftId: side === 'right' ? null : 'l',
  rightId: side === 'left' ? null : 'r',
  changes: [],
});
const rows = [row('VIP', 'left'), row('Visit type', 'both', 'customField'), row('Visits', 'right', 'calendarGroup')];
const found = (text: string, side: ComparedRow['in'] | null = null) =>
  filterRows(rows, { text, side }).map(({ title }) => title);

test('a row is found by its name and by its kind in words', () => {
  expect(found('visit')).toEqual(['Visit type', 'Visits']);
  expect(found('custom fields')).toEqual(['Visit type']);
});

test('a side narrows it, and nothing at all finds everything', () => {
  expect(found('visit', 'right')).toEqual(['Visits']);
  expect(found('')).toHaveLength(3);
});

test('the numbers are those of the rows', () => {
  expect(countSides(rows)).toEqual({ both: 1, left: 1, right: 1 });
});
