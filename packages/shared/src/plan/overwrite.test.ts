import { describe, expect, it } from 'vitest';
import { diff } from './diff.ts';
import { findLosses } from './find-losses.ts';
import { renderPlan } from './render-plan.ts';
import { emptyAccount } from './testing/empty-account.ts';
import { entry, object, resolve } from './testing/plan-of.ts';
import type { Overwrite } from './types.ts';

const resources = `
  customValue: { greeting: { name: Greeting, value: ours } }
  pipeline: { sales: { name: Sales, stages: [{ name: New }, { name: Won }] } }`;
const live = {
  ...emptyAccount(),
  customValue: [object('v1', { name: 'Welcome', value: 'theirs', fieldKey: 'custom_values.greeting' })],
  pipeline: [object('p1', { name: 'Sales', stages: [{ name: 'Neu' }, { name: 'Won' }] })],
};
const state = [
  entry('customValue.greeting', 'v1', { name: 'Greeting', value: 'ours' }),
  entry('pipeline.sales', 'p1', { name: 'Sales', stages: [{ name: 'New' }, { name: 'Won' }] }),
];
const plan = (overwrite: Overwrite[]) => diff({ resources: resolve(resources), live, state, overwrite });

describe('a plan with edits to overwrite', () => {
  it('writes the one that is named, and keeps the others', () => {
    const items = plan([{ address: 'customValue.greeting', path: 'value' }]);
    expect(`\n${renderPlan(items)}\n`).toMatchInlineSnapshot(`
      "
      ~   customValue.greeting  "Greeting"
            value: "theirs" → "ours"
            name: "Welcome" (kept)
          # "name" was edited in the account since the last apply. The edit "Welcome" is kept.
          # "value" was edited in the account since the last apply. The edit "theirs" is overwritten.
      =   pipeline.sales  "Sales"
            stages[New]: absent (kept)
          # The stage "New" was removed or renamed in the account since the last apply, and does not come back.

      Plan: 1 to update, 1 unchanged.
      "
    `);
    expect(items.find(({ kind }) => kind === 'customValue')).toMatchObject({
      action: 'update',
      changes: [{ path: 'value', before: 'theirs', after: 'ours', clientEdited: true, base: 'ours' }],
      kept: [{ path: 'name' }],
      target: { name: 'Welcome', value: 'ours' },
      applied: { name: 'Greeting', value: 'ours' },
    });
  });

  it('writes every one of an address, parts included, and takes nothing of the client away', () => {
    const items = plan([{ address: 'pipeline.sales', path: null }]);
    expect(`\n${renderPlan(items)}\n`).toMatchInlineSnapshot(`
      "
      =   customValue.greeting  "Greeting"
            name: "Welcome" (kept)
            value: "theirs" (kept)
          # "name" was edited in the account since the last apply. The edit "Welcome" is kept.
          # "value" was edited in the account since the last apply. The edit "theirs" is kept.
      ~   pipeline.sales  "Sales"
            stages:
              + "New"
          # The stage "New" was removed or renamed in the account since the last apply, and is made again.

      Plan: 1 to update, 1 unchanged.
      "
    `);
    expect(findLosses(items)).toEqual([]);
  });

  it('has nothing to keep afterwards, and no other effect', () => {
    const everything = [
      { address: 'customValue.greeting', path: null },
      { address: 'pipeline.sales', path: 'stages[New]' },
      { address: 'pipeline.sales', path: 'stages[Lost].winProbability' },
      { address: 'tag.unknown', path: null },
    ];
    expect(plan(everything).flatMap(({ kept }) => kept)).toEqual([]);
  });

  it('still says what goes with a part that the blueprint drops', () => {
    const dropped = diff({
      resources: resolve('  pipeline: { sales: { name: Sales, stages: [{ name: New }] } }'),
      live,
      state,
      overwrite: [{ address: 'pipeline.sales', path: null }],
    });
    expect(findLosses(dropped.slice(0, 1))).toMatchObject([{ item: { action: 'update' }, parts: ['Won'] }]);
  });
});
