import type { PlanItem } from '@groundwork/shared/plan';
import { expect, test } from 'vitest';
import { filterItems } from './filter-items.ts';
import { planItem } from './plan-item.test-data.ts';

const items: PlanItem[] = [
  planItem({ address: 'tag.vip', title: 'VIP client' }),
  planItem({ address: 'calendarGroup.visits', kind: 'calendarGroup', title: 'Visits', action: 'update' }),
  planItem({ address: 'calendar.first_visit', kind: 'calendar', title: 'First visit' }),
];
const found = (text: string, action: PlanItem['action'] | null = null) =>
  filterItems(items, { text, action }).map(({ address }) => address);

test('a line is found by its name, its address and its kind in words', () => {
  expect(found('client')).toEqual(['tag.vip']);
  expect(found('first_vis')).toEqual(['calendar.first_visit']);
  expect(found('Calendar groups')).toEqual(['calendarGroup.visits']);
});

test('every word has to be there, in any order', () => {
  expect(found('visit calendar')).toEqual(['calendarGroup.visits', 'calendar.first_visit']);
  expect(found('visit first')).toEqual(['calendar.first_visit']);
  expect(found('visit nobody')).toEqual([]);
});

test('an action narrows it further, and nothing at all finds everything', () => {
  expect(found('visit', 'update')).toEqual(['calendarGroup.visits']);
  expect(found('  ')).toHaveLength(3);
});
