import { describe, expect, it } from 'vitest';
import type { StateEntry } from './types.ts';
import { entry, object, plan } from './testing/plan-of.ts';
import { renderPlan } from './render-plan.ts';

const text = (...input: Parameters<typeof plan>): string => `\n${renderPlan(plan(...input))}\n`;
const greeting = '  customValue: { greeting: { name: Greeting, value: new } }';
const greetingLive = (value: string) => ({
  customValue: [object('v1', { name: 'Greeting', value, fieldKey: 'custom_values.greeting' })],
});
const greetingState = (value: string, origin: StateEntry['origin'] = 'created') => [
  entry('customValue.greeting', 'v1', { name: 'Greeting', value }, origin),
];

describe('a plan', () => {
  it('creates what is missing, what others need first, then in the order GHL wants', () => {
    const resources = `
  customValue:
    hint: { name: Hint, value: "{{ \${customField.plan.fieldKey} }}" }
    address: { name: Address, value: Main Street 1 }
  customField:
    plan: { name: Plan, dataType: RADIO, options: [Basic, Full] }
  tag:
    vip: { name: VIP }`;
    expect(text(resources)).toMatchInlineSnapshot(`
      "
      +   tag.vip  "vip"
            name: "vip"
      +   customValue.address  "Address"
            name: "Address"
            value: "Main Street 1"
      +   customField.plan  "Plan"
            name: "Plan"
            model: "contact"
            dataType: "RADIO"
            options: [Basic, Full]
      +   customValue.hint  "Hint"
            name: "Hint"
            value: "{{ (known after apply) }}"

      Plan: 4 to create.
      "
    `);
  });

  it('takes over what exists instead of creating it twice, and shows what will change', () => {
    const live = {
      tag: [object('t1', { name: 'vip' })],
      customField: [
        object('f1', {
          name: 'Plan',
          model: 'contact',
          dataType: 'RADIO',
          options: ['Basic'],
          placeholder: '',
          fieldKey: 'contact.plan',
        }),
      ],
    };
    const resources = `
  tag: { vip: { name: VIP } }
  customField: { plan: { name: Plan, dataType: RADIO, options: [Basic, Full] } }`;
    expect(text(resources, live)).toMatchInlineSnapshot(`
      "
      <-  tag.vip  "vip"
          # It exists in the account already, and is taken over instead of created twice.
      <-  customField.plan  "Plan"
            options: [Basic] → [Basic, Full]
          # It exists in the account already, and is taken over instead of created twice.

      Plan: 2 to adopt.
      "
    `);
  });

  it('updates what the blueprint changed and the client left alone', () => {
    expect(text(greeting, greetingLive('old'), greetingState('old'))).toMatchInlineSnapshot(`
      "
      ~   customValue.greeting  "Greeting"
            value: "old" → "new"

      Plan: 1 to update.
      "
    `);
  });

  it("keeps a client's edit of what the blueprint left alone", () => {
    expect(text(greeting, greetingLive('edited'), greetingState('new'))).toMatchInlineSnapshot(`
      "
      =   customValue.greeting  "Greeting"
            value: "edited" (kept)
          # "value" was edited in the account since the last apply. The edit "edited" is kept.

      Plan: 1 unchanged.
      "
    `);
  });

  it("keeps a client's edit of what the blueprint changed too, and says so", () => {
    const items = plan(greeting, greetingLive('edited'), greetingState('old'));
    expect(`\n${renderPlan(items)}\n`).toMatchInlineSnapshot(`
      "
      =   customValue.greeting  "Greeting"
            value: "edited" (kept)
          # "value" was edited in the account, and the blueprint changed it too. The edit "edited" is kept; the blueprint's "new" is not applied.

      Plan: 1 unchanged.
      "
    `);
    expect(items[0]?.kept).toEqual([
      { path: 'value', before: 'edited', after: 'new', clientEdited: true, base: 'old' },
    ]);
  });

  it('changes nothing where the client wrote what the blueprint says', () => {
    expect(text(greeting, greetingLive('new'), greetingState('old'))).toMatchInlineSnapshot(`
      "
      Plan: 1 unchanged.
      "
    `);
  });

  it('updates one attribute and keeps another', () => {
    const live = { customValue: [object('v1', { name: 'Welcome', value: 'old' })] };
    expect(text(greeting, live, greetingState('old'))).toMatchInlineSnapshot(`
      "
      ~   customValue.greeting  "Greeting"
            value: "old" → "new"
            name: "Welcome" (kept)
          # "name" was edited in the account since the last apply. The edit "Welcome" is kept.

      Plan: 1 to update.
      "
    `);
  });

  it('finds what was renamed in GHL by its recorded id', () => {
    const items = plan('  tag: { vip: { name: vip } }', { tag: [object('t1', { name: 'gold' })] }, [
      entry('tag.vip', 't1', { name: 'vip' }),
    ]);
    expect(items.map(({ action, ghlId }) => ({ action, ghlId }))).toEqual([{ action: 'no-op', ghlId: 't1' }]);
  });

  it('creates again what was deleted in GHL', () => {
    expect(text('  tag: { vip: { name: vip } }', {}, [entry('tag.vip', 't1', { name: 'vip' })])).toMatchInlineSnapshot(`
      "
      +   tag.vip  "vip"
            name: "vip"
          # It was deleted in the account since the last apply, and is created again.

      Plan: 1 to create.
      "
    `);
  });

  it('takes over what was created again in GHL by hand', () => {
    expect(
      text(greeting, { customValue: [object('v2', { name: 'Greeting', value: 'by hand' })] }, greetingState('new')),
    ).toMatchInlineSnapshot(`
      "
      <-  customValue.greeting  "Greeting"
            value: "by hand" → "new"
          # What Groundwork applied is gone; another of the same name is there, and is taken over.

      Plan: 1 to adopt.
      "
    `);
  });

  it('leaves what the blueprint left out of an object to the client', () => {
    const live = {
      customField: [
        object('f1', { name: 'Plan', model: 'contact', dataType: 'TEXT', placeholder: 'theirs', options: [] }),
      ],
    };
    expect(plan('  customField: { plan: { name: Plan, dataType: TEXT } }', live)[0]?.changes).toEqual([]);
  });

  describe('for what GHL cannot change', () => {
    const field =
      '  customField: { plan: { name: Plan, dataType: NUMERICAL } }\n  customValue: { hint: { name: Hint, value: "${customField.plan.fieldKey}" } }';
    const live = {
      customField: [object('f1', { name: 'Plan', model: 'contact', dataType: 'TEXT', fieldKey: 'contact.plan' })],
      customValue: [object('v1', { name: 'Hint', value: 'contact.plan' })],
    };
    const state = (origin: StateEntry['origin']) => [
      entry('customField.plan', 'f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' }, origin),
      entry('customValue.hint', 'v1', { name: 'Hint', value: 'contact.plan' }),
    ];

    it('replaces what Groundwork created, tells what is lost, and waits for the new key', () => {
      expect(text(field, live, state('created'))).toMatchInlineSnapshot(`
        "
        -/+ customField.plan  "Plan"
              dataType: "TEXT" → "NUMERICAL"
            # GHL cannot change dataType of a custom field, so it is deleted and created again, and its id changes. Every record loses its value in this field; this cannot be undone.
        ~   customValue.hint  "Hint"
              value: "contact.plan" → "(known after apply)"

        Plan: 1 to update, 1 to replace.
        "
      `);
    });

    it('leaves what Groundwork did not create to a person', () => {
      expect(text(field, live, state('adopted'))).toMatchInlineSnapshot(`
        "
        !   customField.plan  "Plan"
              dataType: "TEXT" → "NUMERICAL"
            # GHL cannot change dataType of a custom field, and Groundwork did not create this one, so it will not delete it. Either write dataType: "TEXT" in the blueprint, or delete it in GHL and make a new plan. If you delete it: Every record loses its value in this field; this cannot be undone.

        Plan: 1 left to a person, 1 unchanged.
        "
      `);
      expect(plan(field, live)[0]).toMatchObject({ action: 'manual', ghlId: 'f1' });
    });
  });

  it('fills in references whose object exists, without reading expressions out of its attributes', () => {
    const resources = '  tag: { vip: { name: vip } }\n  customValue: { id: { name: Id, value: "${tag.vip.id}" } }';
    const items = plan(resources, { tag: [object('${tag.vip.id}', { name: 'vip' })] });
    expect(items[1]).toMatchObject({
      dependsOn: ['tag.vip'],
      desired: { value: '$${tag.vip.id}' },
      changes: [{ path: 'name' }, { path: 'value', after: '${tag.vip.id}' }],
    });
  });

  it('takes the first of several objects of one name and reports the others', () => {
    const live = { tag: [object('t1', { name: 'vip' }), object('t2', { name: 'vip' }), object('t3', { name: 'vip' })] };
    expect(text('  tag: { vip: { name: VIP } }', live)).toMatchInlineSnapshot(`
      "
      <-  tag.vip  "vip"
          # It exists in the account already, and is taken over instead of created twice.
          # The account holds 2 more tags of this name (t2, t3). Left alone; remove it in GHL if it is not needed.

      Plan: 1 to adopt.
      "
    `);
    expect(plan('  tag: { vip: { name: VIP } }', live, [entry('tag.vip', 't2', { name: 'vip' })])[0]).toMatchObject({
      action: 'no-op',
      ghlId: 't2',
      notes: [expect.stringContaining('2 more tags of this name (t1, t3)')],
    });
  });

  it('leaves a new name to a person where GHL would refuse it: another object has it', () => {
    const held = [object('t1', { name: 'old' }), object('t2', { name: 'new' })];
    const [line] = plan('  tag: { a: { name: New } }', { tag: held }, [entry('tag.a', 't1', { name: 'old' })]);
    expect(line).toMatchObject({ action: 'manual', ghlId: 't1' });
    expect(line?.notes[0]).toMatch(/another of the new one \(t2\)/);
    const values = held.map(({ id, attributes }) => object(id, { ...attributes, value: 'v' }));
    const recorded = [entry('customValue.a', 't1', { name: 'old', value: 'v' })];
    expect(plan('  customValue: { a: { name: new, value: v } }', { customValue: values }, recorded)[0]?.action).toBe(
      'update',
    );
  });

  it('never lets two resources stand for one object', () => {
    const resources = '  tag: { old: { name: old }, vip: { name: vip } }';
    expect(text(resources, { tag: [object('t1', { name: 'vip' })] }, [entry('tag.old', 't1', { name: 'old' })]))
      .toMatchInlineSnapshot(`
        "
        =   tag.old  "old"
              name: "vip" (kept)
            # "name" was edited in the account since the last apply. The edit "vip" is kept.
        !   tag.vip  "vip"
              name: "vip"
            # The account's tag of this name stands for tag.old; someone renamed it. Rename one of the two in GHL or in the blueprint, and make a new plan.

        Plan: 1 left to a person, 1 unchanged.
        "
      `);
  });

  it('deletes what has left the blueprint, moves what came back under another address, forgets what is gone', () => {
    const live = { tag: [object('t1', { name: 'gold' }), object('t2', { name: 'vip' })] };
    const state = [
      entry('tag.gold', 't1', { name: 'gold' }),
      entry('tag.very', 't2', { name: 'vip' }),
      entry('tag.gone', 't3', { name: 'gone' }),
    ];
    expect(text('  tag: { vip: { name: vip } }', live, state)).toMatchInlineSnapshot(`
      "
      <-  tag.vip  "vip"
          # Moved from tag.very: the same object, which the blueprint now names otherwise.
      -   tag.gold  "gold"
            name: "gold"
          # No longer in the blueprint. Groundwork created it, so it is deleted. GHL does not say whether contacts keep it; workflows and lists that ask for it may stop working.

      Plan: 1 to adopt, 1 to delete.
      "
    `);
  });

  it('has nothing to do for an empty blueprint on an empty account', () => {
    expect(text('  tag: {}')).toBe('\nPlan: nothing to do.\n');
  });
});
