import { expect, test } from 'vitest';
import { onlyAddresses } from './only-addresses.ts';
import { entry, plan } from './testing/plan-of.ts';
import { emptyAccount } from './testing/empty-account.ts';
import { waitsFor } from './waits-for.ts';

test('a line still waits for what a person has to make, when the plan is about it alone', () => {
  const items = plan(
    `
  calendarGroup: { visits: { name: Visits, lifecycle: { manage: seed } } }
  calendar: { first: { name: First, groupId: "\${calendarGroup.visits.id}" } }`,
    emptyAccount(),
    [entry('calendarGroup.visits', 'gone', { name: 'Visits' })],
  );
  const waits = [['calendar.first', ['calendarGroup.visits']]];
  expect([...waitsFor(items)]).toEqual(waits);
  expect([...waitsFor(onlyAddresses(items, ['calendar.first']))]).toEqual(waits);
});
