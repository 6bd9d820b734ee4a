import { describe, expect, it } from 'vitest';
import { renderPlan } from './render-plan.ts';
import { diff } from './diff.ts';
import { applyPlan } from './testing/apply-plan.ts';
import { emptyAccount } from './testing/empty-account.ts';
import { entry, object, plan, resolve } from './testing/plan-of.ts';
import type { StateEntry } from './types.ts';

const text = (...input: Parameters<typeof plan>): string => `\n${renderPlan(plan(...input))}\n`;
const greeting = '  customValue: { welcome: { name: Greeting, value: new } }';
const live = (value: string, name = 'Greeting') => ({ customValue: [object('v1', { name, value })] });
const was = (value: string, origin: StateEntry['origin'] = 'created') => [
  entry('customValue.greeting', 'v1', { name: 'Greeting', value }, origin),
];

describe('a resource under a new address', () => {
  it('is the same object: nothing is written, and the step only records it', () => {
    expect(text(greeting, live('new'), was('new'))).toMatchInlineSnapshot(`
      "
      <-  customValue.welcome  "Greeting"
          # Moved from customValue.greeting: the same object, which the blueprint now names otherwise.

      Plan: 1 to adopt.
      "
    `);
    expect(plan(greeting, live('new'), was('new'))[0]).toMatchObject({
      ghlId: 'v1',
      movedFrom: 'customValue.greeting',
      changes: [],
    });
  });

  it('is updated where the blueprint has changed it, too', () => {
    expect(text(greeting, live('old'), was('old'))).toMatchInlineSnapshot(`
      "
      ~   customValue.welcome  "Greeting"
            value: "old" → "new"
          # Moved from customValue.greeting: the same object, which the blueprint now names otherwise.

      Plan: 1 to update.
      "
    `);
  });

  it("keeps the client's edits since the last apply, the name among them", () => {
    expect(text(greeting, live('theirs', 'Salute'), was('new'))).toMatchInlineSnapshot(`
      "
      <-  customValue.welcome  "Greeting"
            name: "Salute" (kept)
            value: "theirs" (kept)
          # Moved from customValue.greeting: the same object, which the blueprint now names otherwise.
          # "name" was edited in the account since the last apply. The edit "Salute" is kept.
          # "value" was edited in the account since the last apply. The edit "theirs" is kept.

      Plan: 1 to adopt.
      "
    `);
  });

  it('is preferred to another object of the same name, and does not take the place of one that is still named', () => {
    const tags = { tag: [object('t1', { name: 'vip' }), object('t2', { name: 'vip' })] };
    expect(plan('  tag: { new: { name: vip } }', tags, [entry('tag.old', 't2', { name: 'vip' })])[0]).toMatchObject({
      ghlId: 't2',
      movedFrom: 'tag.old',
      notes: [expect.stringContaining('Moved'), expect.stringContaining('(t1)')],
    });
    const both = '  tag: { old: { name: gold }, new: { name: vip } }';
    const items = plan(both, { tag: [object('t1', { name: 'vip' })] }, [entry('tag.old', 't1', { name: 'vip' })]);
    expect(items.map(({ address, action }) => [address, action])).toEqual([
      ['tag.new', 'manual'],
      ['tag.old', 'update'],
    ]);
  });

  it('goes to the one that is named as the account names it now, before the one it was applied as', () => {
    const tags = '  tag: { a: { name: gold }, b: { name: vip } }';
    const items = plan(tags, { tag: [object('t1', { name: 'gold' })] }, [entry('tag.old', 't1', { name: 'vip' })]);
    expect(items.map(({ address, action, movedFrom }) => [address, action, movedFrom])).toEqual([
      ['tag.a', 'adopt', 'tag.old'],
      ['tag.b', 'create', undefined],
    ]);
  });

  it('takes the place of what was recorded there before and is gone', () => {
    const state = [...was('new'), entry('customValue.welcome', 'v0', { name: 'Welcome', value: 'x' })];
    expect(plan(greeting, live('new'), state)[0]).toMatchObject({ action: 'adopt', movedFrom: 'customValue.greeting' });
  });

  it.each([
    ['created', 'replace'],
    ['adopted', 'manual'],
  ] as const)('that GHL cannot change and that was %s is left to: %s', (origin, action) => {
    const fields = { customField: [object('f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' })] };
    const state = [entry('customField.old', 'f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' }, origin)];
    const items = plan('  customField: { new: { name: Plan, dataType: DATE } }', fields, state);
    expect(items.map((item) => [item.address, item.action, item.movedFrom])).toEqual([
      ['customField.new', action, 'customField.old'],
    ]);
  });

  it.each([
    ['created', 'delete'],
    ['adopted', 'no-op'],
  ] as const)('leaves nothing to do once applied; dropped later, what was %s is a %s', (origin, action) => {
    const before = {
      resources: resolve(greeting),
      live: { ...emptyAccount(), ...live('old') },
      state: was('old', origin),
    };
    const after = applyPlan(before, diff(before));
    expect(after.state.map(({ address }) => address)).toEqual(['customValue.welcome']);
    expect(diff({ ...before, ...after }).map((item) => item.action)).toEqual(['no-op']);
    expect(diff({ ...after, resources: [] }).map((item) => [item.address, item.action])).toEqual([
      ['customValue.welcome', action],
    ]);
  });
});
