import { describe, expect, it } from 'vitest';
import { renderPlan } from './render-plan.ts';
import { entry, object, plan } from './testing/plan-of.ts';
import type { StateEntry } from './types.ts';
import { waitsFor } from './waits-for.ts';

const greeting = (lifecycle: string, value = 'ours') =>
  `  customValue: { greeting: { name: Greeting, value: ${value}, lifecycle: ${lifecycle} } }`;
const live = (value: string) => ({
  customValue: [object('v1', { name: 'Greeting', value, fieldKey: 'custom_values.greeting' })],
});
const state = (value: string, retain?: StateEntry['retain']): StateEntry[] => [
  { ...entry('customValue.greeting', 'v1', { name: 'Greeting', value }), retain },
];
const line = (...input: Parameters<typeof plan>): string => renderPlan(plan(...input));

describe('manage: seed', () => {
  it('makes it once and says whose it is then', () => {
    expect(line(greeting('{ manage: seed }'))).toMatchInlineSnapshot(`
      "+   customValue.greeting  "Greeting"
            name: "Greeting"
            value: "ours"
          # Made once (manage: seed). What clients change afterwards is theirs.

      Plan: 1 to create."
    `);
    expect(plan(greeting('{ manage: seed }'))[0]).toMatchObject({ action: 'create', retain: 'seeded' });
  });

  it('never changes it again, whoever changed what', () => {
    expect(plan(greeting('{ manage: seed }', 'newer'), live('theirs'), state('ours', 'seeded'))).toMatchObject([
      { action: 'no-op', changes: [], kept: [] },
    ]);
    expect(plan(greeting('{ manage: seed }'), live('was here'))).toMatchObject([{ action: 'no-op', changes: [] }]);
  });

  it('does not bring it back, and what refers to it waits', () => {
    const resources = `
  calendarGroup: { g: { name: G, lifecycle: { manage: seed } } }
  calendar: { c: { name: C, groupId: '\${calendarGroup.g.id}' } }`;
    const items = plan(resources, {}, [{ ...entry('calendarGroup.g', 'g1', { name: 'G' }), retain: 'seeded' }]);
    expect(items.map(({ address, action }) => [address, action])).toEqual([
      ['calendarGroup.g', 'no-op'],
      ['calendar.c', 'create'],
    ]);
    expect(waitsFor(items)).toEqual(new Map([['calendar.c', ['calendarGroup.g']]]));
  });

  it('keeps it when the blueprint drops it', () => {
    expect(line('  tag: { t: { name: t } }', live('ours'), state('ours', 'seeded'))).toMatchInlineSnapshot(`
      "+   tag.t  "t"
            name: "t"
      =   customValue.greeting  "Greeting"
          # No longer in the blueprint. It was made once for the client (manage: seed), so it is kept.

      Plan: 1 to create, 1 unchanged."
    `);
  });
});

describe('manage: observe', () => {
  it('says what differs and leaves it to a person', () => {
    expect(line(greeting('{ manage: observe }'), live('theirs'))).toMatchInlineSnapshot(`
      "!   customValue.greeting  "Greeting"
            value: "theirs" → "ours"
          # The custom value differs from the blueprint, which only observes it (manage: observe). Change it in GHL by hand, or change the blueprint.

      Plan: 1 left to a person."
    `);
  });

  it('says nothing where all is well, and takes nothing over', () => {
    expect(plan(greeting('{ manage: observe }'), live('ours'))).toMatchObject([{ action: 'no-op', notes: [] }]);
  });

  it('asks a person for what is missing', () => {
    expect(line(greeting('{ manage: observe }'))).toMatchInlineSnapshot(`
      "!   customValue.greeting  "Greeting"
            name: "Greeting"
            value: "ours"
          # The account has no such custom value, and the blueprint only observes it (manage: observe). Make it in GHL by hand.

      Plan: 1 left to a person."
    `);
  });
});

describe('manage: reference', () => {
  const resources = `
  calendarGroup: { g: { name: G, description: ours, lifecycle: { manage: reference } } }
  calendar: { c: { name: C, groupId: '\${calendarGroup.g.id}' } }`;

  it('is there to be pointed at, and is not compared', () => {
    const group = { calendarGroup: [object('g1', { name: 'G', description: 'theirs', slug: 'g' })] };
    expect(plan(resources, group)).toMatchObject([
      { address: 'calendarGroup.g', action: 'no-op' },
      { address: 'calendar.c', action: 'create', desired: { groupId: 'g1' } },
    ]);
  });

  it('that is missing holds up what points at it', () => {
    const items = plan(resources);
    expect(items[0]).toMatchObject({ action: 'manual', notes: [expect.stringContaining('make it in GHL by hand')] });
    expect([...waitsFor(items).keys()]).toEqual(['calendar.c']);
  });
});

describe('preventDestroy', () => {
  const field = (lifecycle: string) => `  customField: { f: { name: F, dataType: DATE${lifecycle} } }`;
  const held = {
    customField: [object('f1', { name: 'F', model: 'contact', dataType: 'TEXT', fieldKey: 'contact.f' })],
  };
  const ours = (retain?: StateEntry['retain']): StateEntry[] => [
    { ...entry('customField.f', 'f1', { name: 'F', model: 'contact', dataType: 'TEXT' }), retain },
  ];

  it('turns a replace into a step by hand', () => {
    expect(plan(field(''), held, ours())[0]?.action).toBe('replace');
    expect(line(field(', lifecycle: { preventDestroy: true }'), held, ours())).toMatchInlineSnapshot(`
      "!   customField.f  "F"
            dataType: "TEXT" → "DATE"
          # GHL cannot change dataType of a custom field but by making it anew, and the blueprint says preventDestroy. Either take preventDestroy out, or write dataType: "TEXT" in the blueprint.

      Plan: 1 left to a person."
    `);
  });

  it('keeps what the blueprint drops', () => {
    expect(plan('  tag: {}', held, ours())[0]?.action).toBe('delete');
    expect(line('  tag: {}', held, ours('protected'))).toMatchInlineSnapshot(`
      "=   customField.f  "F"
          # No longer in the blueprint. It was protected by preventDestroy, so it is kept. To delete it, bring it back without preventDestroy, plan, and take it out again.

      Plan: 1 unchanged."
    `);
  });
});

describe('ignore', () => {
  const ignoring = greeting('{ ignore: [value] }', 'newest');

  it('is written when the object is made, and never compared', () => {
    expect(plan(ignoring)[0]?.changes).toContainEqual({ path: 'value', before: null, after: 'newest' });
    const items = plan(ignoring, live('theirs'), state('ours'));
    expect(items).toMatchObject([
      { action: 'no-op', kept: [], target: { value: 'theirs' }, applied: { value: 'ours' } },
    ]);
  });

  it('knows only attributes of its kind, and no name', () => {
    expect(() => plan(greeting('{ ignore: [name] }'))).toThrow('must be one of value');
  });
});
