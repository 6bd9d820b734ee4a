import { expect, test } from 'vitest';
import { findLosses } from './find-losses.ts';
import type { PlanAction, PlanItem } from './types.ts';

const pipeline = (action: PlanAction, before: string[], after: string[]): PlanItem => ({
  address: `pipeline.${action}`,
  kind: 'pipeline',
  action,
  title: 'Sales',
  ghlId: 'p1',
  changes: [{ path: 'stages', before: before.map((name) => ({ name })), after: after.map((name) => ({ name })) }],
  desired: {},
  target: {},
  applied: {},
  live: {},
  dependsOn: [],
  kept: [],
  notes: [],
});
const lost = (...items: PlanItem[]) => findLosses(items).map(({ item, parts }) => [item.action, ...parts].join(' '));

test('objects that are deleted or replaced are lost', () => {
  expect(lost(pipeline('delete', [], []), pipeline('replace', [], []), pipeline('create', [], ['New']))).toEqual([
    'delete',
    'replace',
  ]);
});

test('stages that an update or an adoption takes out are lost, whatever their case; renamed and moved ones are not', () => {
  expect(lost(pipeline('update', ['New', 'Old', 'Won'], ['WON', 'new']))).toEqual(['update Old']);
  expect(lost(pipeline('adopt', ['New', 'new'], ['New']))).toEqual(['adopt new']);
});

test('what is left to a person loses nothing', () => {
  expect(lost(pipeline('manual', ['New', 'Old'], ['New']), pipeline('no-op', ['Old'], []))).toEqual([]);
});
