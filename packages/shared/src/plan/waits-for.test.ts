import { expect, test } from 'vitest';
import { entry, object, plan } from './testing/plan-of.ts';
import type { PlanItem } from './types.ts';
import { waitsFor } from './waits-for.ts';

const item = (address: string, more: Partial<PlanItem> = {}): PlanItem => ({
  address,
  kind: 'tag',
  action: 'create',
  title: address,
  ghlId: null,
  changes: [],
  desired: {},
  target: {},
  applied: {},
  live: null,
  dependsOn: [],
  kept: [],
  notes: [],
  ...more,
});
const byHand = item('calendarGroup.g', { action: 'manual' });
const calendar = item('calendar.c', { dependsOn: ['calendarGroup.g'] });
const value = item('customValue.v', { dependsOn: ['calendar.c', 'tag.gone'] });

test('a line waits for a step by hand directly, or through others', () => {
  expect([...waitsFor([byHand, calendar, value])]).toEqual([
    ['calendar.c', ['calendarGroup.g']],
    ['customValue.v', ['calendarGroup.g']],
  ]);
});

test('a line does not wait for what is in the account already', () => {
  expect(waitsFor([{ ...byHand, ghlId: 'x1' }, calendar, value]).size).toBe(0);
});

test('steps by hand and unchanged lines are written by nobody, so they wait for nothing', () => {
  const others = (['manual', 'no-op'] as const).map((action) =>
    item(`tag.${action}`, { action, dependsOn: ['calendarGroup.g'] }),
  );
  expect(waitsFor([byHand, ...others]).size).toBe(0);
});

test('lines that need one another come to an end', () => {
  const a = item('tag.a', { dependsOn: ['tag.b'] });
  const b = item('tag.b', { dependsOn: ['tag.a', 'calendarGroup.g'] });
  expect(waitsFor([a, b, byHand]).get('tag.b')).toEqual(['calendarGroup.g']);
});

test('what goes waits for a step by hand that takes the last use of it away', () => {
  const group = { calendarGroup: [object('g1', { name: 'Old' }), object('g2', { name: 'New' })] };
  const visit = { name: 'Visit', calendarType: 'event', groupId: 'g1', teamMembers: [] };
  const state = [
    entry('calendarGroup.old', 'g1', { name: 'Old' }),
    entry('calendarGroup.new', 'g2', { name: 'New' }),
    entry('calendar.visit', 'c1', visit),
  ];
  const resources = `
  calendarGroup: { new: { name: New } }
  calendar: { visit: { name: Visit, groupId: "\${calendarGroup.new.id}", teamMembers: [ann@x.test] } }`;
  const live = { ...group, calendar: [object('c1', visit)] };
  const of = (users: string[]) => waitsFor(plan(resources, live, state, { users }));
  expect([...of([])]).toEqual([['calendarGroup.old', ['calendar.visit']]]);
  expect(of(['ann@x.test']).size).toBe(0);
});
