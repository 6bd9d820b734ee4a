import type { PlanItem } from '@groundwork/shared/plan';
import { expect, test } from 'vitest';
import { outlookOf, partsOf } from './plan-facts.ts';
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

test('what stays because a client edited it is told apart from what is as planned', () => {
  const kept = [{ path: 'value', before: 'theirs', after: 'ours', clientEdited: true }];
  const parts = partsOf([planItem({ action: 'no-op', kept }), planItem({ action: 'no-op' }), planItem({ kept })]);
  expect([parts.edited.length, parts.unchanged.length, parts.changes.length]).toEqual([1, 1, 1]);
});

test('steps by hand and unchanged resources are no writes', () => {
  expect(outlookOf(items).now).toBe(5);
});

test('taking over what is there as it is changes nothing in the account', () => {
  const adopted = planItem({ action: 'adopt' });
  const changed = planItem({ action: 'adopt', changes: [{ path: 'name', before: 'A', after: 'a' }] });
  expect(outlookOf([adopted, planItem({ action: 'no-op' })]).isTakeover).toBe(true);
  expect(outlookOf([adopted, changed]).isTakeover).toBe(false);
  expect(outlookOf([adopted, planItem({})]).isTakeover).toBe(false);
});

test('what waits for a step by hand is not written now, and loses nothing now', () => {
  const byHand = planItem({ address: 'calendarGroup.g', action: 'manual' });
  const gone = planItem({ address: 'tag.gone', action: 'delete', live: {} });
  const waiting = planItem({
    address: 'pipeline.p',
    kind: 'pipeline',
    action: 'update',
    dependsOn: ['calendarGroup.g'],
    changes: [{ path: 'stages', before: [{ name: 'Old' }], after: [] }],
  });
  const { now, waits, losses } = outlookOf([byHand, gone, waiting]);
  expect(now).toBe(1);
  expect([...waits.keys()]).toEqual(['pipeline.p']);
  expect(losses.map(({ item }) => item.address)).toEqual(['tag.gone']);
});
