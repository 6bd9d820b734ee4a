import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { resolveVariables } from '../blueprint/resolve-variables.ts';
import { diff } from '../plan/diff.ts';
import type { LiveAccount } from '../plan/index-account.ts';
import { keyFromName } from '../kinds/key-from-name.ts';
import { textOf } from '../kinds/text-of.ts';
import type { LiveResource } from '../kinds/types.ts';
import { anyWorld, mapAccount } from '../plan/testing/any-world.ts';
import { emptyAccount } from '../plan/testing/empty-account.ts';
import { object } from '../plan/testing/plan-of.ts';
import { captureBlueprint, type Captured, type ProfileValue } from './capture-blueprint.ts';

const phone: ProfileValue = { variable: 'phone', description: 'Its phone number', value: '+1 555 0100' };
const city: ProfileValue = { variable: 'city', description: 'Its city', value: 'Springfield' };

const capture = (live: Partial<LiveAccount>, profile: ProfileValue[] = []): Captured =>
  captureBlueprint({ name: 'Captured', live: { ...emptyAccount(), ...live }, profile });

function planOf({ source, values }: Captured, live: LiveAccount) {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(`${source}\n${JSON.stringify(parsed.issues)}`);
  const resolved = resolveVariables(parsed.blueprint, values);
  if (!resolved.ok) throw new Error(`${source}\n${JSON.stringify(resolved.issues)}`);
  return diff({ resources: resolved.resources, live, state: [] });
}

/** As GHL makes it of the name the object has now. */
const withOwnKey = ({ id, attributes }: LiveResource): LiveResource => {
  const name = textOf(attributes['name']);
  return object(
    id,
    'fieldKey' in attributes ? { ...attributes, fieldKey: `x.${keyFromName(name) || name}` } : attributes,
  );
};

describe('a captured account', () => {
  it('turns ids and keys into references, and what the account says of itself into variables', () => {
    const live = {
      tag: [object('t1', { name: 'vip' })],
      customField: [
        object('field0000000000001', {
          name: 'Insurance provider',
          model: 'contact',
          dataType: 'TEXT',
          fieldKey: 'contact.insurance_provider',
          placeholder: '',
        }),
      ],
      customValue: [
        object('v1', {
          name: 'Front desk',
          value: 'Call +1 555 0100 in Springfield',
          fieldKey: 'custom_values.front_desk',
        }),
        object('v2', {
          name: 'Hint',
          value: 'Insured by {{contact.insurance_provider}}; {{ custom_values.front_desk }}',
          fieldKey: 'custom_values.hint',
        }),
      ],
      calendarGroup: [object('group000000000001', { name: 'Visits', slug: 'visits' })],
      calendar: [
        object('calendar0000000001', {
          name: 'Exam',
          calendarType: 'event',
          groupId: 'group000000000001',
          slotDuration: 30,
        }),
      ],
    };
    expect(capture(live, [phone, city]).source).toMatchInlineSnapshot(`
      "groundwork: 1
      name: Captured

      variables:
        phone:
          type: string
          description: Its phone number
        city:
          type: string
          description: Its city

      resources:
        tag:
          vip:
            name: vip
        customValue:
          front_desk:
            name: Front desk
            value: Call \${var.phone} in \${var.city}
          hint:
            name: Hint
            value: Insured by {{\${customField.insurance_provider.fieldKey}}}; {{ \${customValue.front_desk.fieldKey} }}
        customField:
          insurance_provider:
            name: Insurance provider
            model: contact
            dataType: TEXT
        calendarGroup:
          visits:
            name: Visits
            slug: visits
        calendar:
          exam:
            name: Exam
            calendarType: event
            groupId: \${calendarGroup.visits.id}
            slotDuration: 30
      "
    `);
  });

  it('is no other account: what it needs is asked for, never filled in', () => {
    const live = {
      customValue: [object('v1', { name: 'Phone', value: '+1 555 0100', fieldKey: 'custom_values.phone' })],
    };
    const captured = capture(live, [phone, city]);
    expect(captured.source).not.toContain('555');
    expect(captured.values).toEqual({ phone: '+1 555 0100' });
  });

  it('is the same text whatever order the lists come in', () => {
    const tags = [object('a', { name: 'x' }), object('b', { name: 'y' }), object('c', { name: 'Ä x' })];
    expect(capture({ tag: tags }).source).toBe(capture({ tag: tags.toReversed() }).source);
  });

  it('says what it left out, and why', () => {
    const live = {
      calendar: [
        object('c1', { name: 'Team', calendarType: 'round_robin' }),
        object('c2', { name: 'Open', calendarType: 'event', teamMembers: ['user:Xy'] }),
      ],
      pipeline: [
        object('p1', { name: 'Sales', stages: [{ name: 'New' }] }),
        object('p2', { name: 'sales', stages: [{ name: 'New' }] }),
      ],
    };
    expect(capture(live).leftOut.map(({ id, why }) => [id, why])).toEqual([
      ['c2', expect.stringContaining('without its team')],
      ['c1', expect.stringContaining('calendarType')],
      ['p2', expect.stringContaining('another of the same name')],
    ]);
  });

  it('makes no circle of two values that name each other', () => {
    const value = (id: string, name: string, other: string) =>
      object(id, { name, value: `see {{ custom_values.${other} }}`, fieldKey: `custom_values.${name}` });
    const live = { ...emptyAccount(), customValue: [value('v1', 'one', 'two'), value('v2', 'two', 'one')] };
    const captured = capture(live);
    expect(planOf(captured, live).map(({ action }) => action)).toEqual(['adopt', 'adopt']);
    expect(captured.source.match(/\$\{/g)).toHaveLength(1);
  });

  it('says which objects were renamed since GHL made their key', () => {
    const live = { customValue: [object('v1', { name: 'New name', value: 'x', fieldKey: 'custom_values.old_name' })] };
    expect(capture(live)).toMatchObject({
      resources: 1,
      leftOut: [{ id: 'v1', why: expect.stringContaining('renamed') as string }],
    });
  });

  it('planned for itself takes everything over that was not renamed, and changes nothing', () => {
    const profile = [
      phone,
      city,
      { variable: 'plan', description: 'x', value: 'Plan' },
      { variable: 'gold', description: 'x', value: '$$$ ${x}' },
    ];
    fc.assert(
      fc.property(anyWorld, ({ live: any }) => {
        const live = mapAccount(any, (list) => list.map(withOwnKey));
        const captured = captureBlueprint({ name: 'Captured', live, profile });
        const items = planOf(captured, live);
        expect(items.length).toBe(captured.resources);
        expect(items.filter(({ action, changes }) => action !== 'adopt' || changes.length > 0)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
