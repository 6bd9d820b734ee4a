import type { PlanAction, PlanItem } from '@groundwork/shared/plan';
import { expect, test } from 'vitest';
import { countWrites, losses, partsOf } from './plan-facts.ts';

const item = (action: PlanAction): PlanItem => ({
  address: `tag.${action}`,
  kind: 'tag',
  action,
  title: action,
  ghlId: null,
  changes: [],
  desired: {},
  live: null,
  dependsOn: [],
  kept: [],
  notes: [],
});
const items = (['create', 'no-op', 'manual', 'delete', 'update', 'replace', 'adopt'] as const).map(item);
const actions = (list: PlanItem[]) => list.map(({ action }) => action);

test('what a person does and what stays are told apart from what is written', () => {
  const parts = partsOf(items);
  expect(actions(parts.changes)).toEqual(['create', 'delete', 'update', 'replace', 'adopt']);
  expect(actions(parts.manual)).toEqual(['manual']);
  expect(actions(parts.unchanged)).toEqual(['no-op']);
});

test('deleting and replacing lose something', () => {
  expect(actions(losses(items))).toEqual(['delete', 'replace']);
});

test('steps by hand and unchanged resources are no writes', () => {
  expect(countWrites({ create: 2, update: 1, replace: 0, delete: 1, adopt: 3, manual: 9, 'no-op': 9 })).toBe(7);
});
