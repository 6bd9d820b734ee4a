import type { PlanItem } from '@groundwork/shared/plan';
import { describe, expect, test } from 'vitest';
import { countWrites, losses, partsOf, waitsFor } from './plan-facts.ts';
import { planItem } from './plan-item.test-data.ts';

const items = (['create', 'no-op', 'manual', 'delete', 'update', 'replace', 'adopt'] as const).map((action) =>
  planItem({ address: `tag.${action}`, action }),
);
const actions = (list: PlanItem[]) => list.map(({ action }) => action);

test('what a person does and what stays are told apart from what is written', () => {
  const parts = partsOf(items);
  expect(actions(parts.changes)).toEqual(['create', 'delete', 'update', 'replace', 'adopt']);
  expect(actions(parts.manual)).toEqual(['manual']);
  expect(actions(parts.unchanged)).toEqual(['no-op']);
});

describe('losses', () => {
  test('are what is deleted and replaced', () => {
    expect(actions(losses(items).map(({ item }) => item))).toEqual(['delete', 'replace']);
  });

  test('are also stages that an update removes', () => {
    const update = planItem({
      action: 'update',
      changes: [{ path: 'stages', before: [{ name: 'New' }, { name: 'Old' }], after: [{ name: 'New' }] }],
    });
    expect(losses([update]).map(({ parts }) => parts)).toEqual([['Old']]);
  });

  test('are nothing that is only left to a person', () => {
    const byHand = planItem({
      action: 'manual',
      changes: [{ path: 'stages', before: [{ name: 'Old' }], after: [] }],
    });
    expect(losses([byHand])).toEqual([]);
  });
});

describe('what waits for a step by hand', () => {
  const byHand = planItem({ address: 'calendarGroup.g', action: 'manual' });
  const calendar = planItem({ address: 'calendar.c', dependsOn: ['calendarGroup.g'] });
  const value = planItem({ address: 'customValue.v', dependsOn: ['calendar.c', 'tag.gone'] });

  test('waits directly or through others', () => {
    expect([...waitsFor([byHand, calendar, value])]).toEqual([
      ['calendar.c', ['calendarGroup.g']],
      ['customValue.v', ['calendarGroup.g']],
    ]);
  });

  test('does not wait where the object is there already', () => {
    expect(waitsFor([{ ...byHand, ghlId: 'x1' }, calendar, value]).size).toBe(0);
  });

  test('ends on lines that need one another', () => {
    const a = planItem({ address: 'tag.a', dependsOn: ['tag.b'] });
    const b = planItem({ address: 'tag.b', dependsOn: ['tag.a', 'calendarGroup.g'] });
    expect(waitsFor([a, b, byHand]).get('tag.b')).toEqual(['calendarGroup.g']);
  });
});

test('steps by hand and unchanged resources are no writes', () => {
  expect(countWrites({ create: 2, update: 1, replace: 0, delete: 1, adopt: 3, manual: 9, 'no-op': 9 })).toBe(7);
});
