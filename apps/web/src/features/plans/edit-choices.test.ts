import { expect, test } from 'vitest';
import { choose, type EditChoices, editKey, editsOf, overwriteOf } from './edit-choices.ts';
import { planItem } from './plan-item.test-data.ts';

const edit = (path: string) => ({ path, before: 'theirs', after: 'ours', clientEdited: true, base: 'ours' });
const none: EditChoices = new Map();
const value = planItem({ address: 'customValue.a', action: 'no-op', kept: [edit('value'), edit('name')] });

test('choosing to overwrite an edit names it for the next plan, and choosing back names nothing', () => {
  const [first] = editsOf(value, []);
  if (!first) throw new Error('the line has an edit');
  const chosen = choose(none, first, true);
  expect(overwriteOf({ items: [value], overwrite: [] }, chosen)).toEqual([{ address: 'customValue.a', path: 'value' }]);
  expect(choose(chosen, first, false).size).toBe(0);
});

test('an edit that the plan overwrites can be kept again, the others stay overwritten', () => {
  const item = planItem({ address: 'customValue.a', action: 'update', changes: [edit('value'), edit('name')] });
  const overwrite = [
    { address: 'customValue.a', path: 'value' },
    { address: 'customValue.a', path: 'name' },
  ];
  const edits = editsOf(item, overwrite);
  expect(edits.map(({ isOverwritten }) => isOverwritten)).toEqual([true, true]);
  const choices = new Map([[editKey({ address: 'customValue.a', path: 'name' }), false]]);
  expect(overwriteOf({ items: [item], overwrite }, choices)).toEqual([{ address: 'customValue.a', path: 'value' }]);
});

test('a part that comes back is found though its change is that of the whole list', () => {
  const item = planItem({ address: 'pipeline.p', kind: 'pipeline', action: 'update', changes: [edit('stages')] });
  const overwrite = [{ address: 'pipeline.p', path: 'stages[New]' }];
  expect(editsOf(item, overwrite)).toEqual([{ address: 'pipeline.p', path: 'stages[New]', isOverwritten: true }]);
});

test('a whole line stays named as a whole until one of its edits is to be kept', () => {
  const item = planItem({ address: 'customValue.a', action: 'update', changes: [edit('value'), edit('name')] });
  const overwrite = [{ address: 'customValue.a', path: null }];
  expect(overwriteOf({ items: [item], overwrite }, none)).toEqual(overwrite);
  const choices = new Map([[editKey({ address: 'customValue.a', path: 'name' }), false]]);
  expect(overwriteOf({ items: [item], overwrite }, choices)).toEqual([{ address: 'customValue.a', path: 'value' }]);
});
