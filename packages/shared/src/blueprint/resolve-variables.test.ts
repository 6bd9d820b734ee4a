import { describe, expect, it } from 'vitest';
import type { VariableValues } from '../views/index.ts';
import { fillReferences } from './references.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { resolveVariables } from './resolve-variables.ts';
import type { Blueprint } from './types.ts';

function blueprintOf(resources: string, variables = ''): Blueprint {
  const parsed = parseBlueprint(`groundwork: 1\nname: Test\nvariables: {${variables}}\nresources: {${resources}}\n`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.blueprint;
}

const faults = (blueprint: Blueprint, values: VariableValues) => {
  const resolved = resolveVariables(blueprint, values);
  return resolved.ok ? [] : resolved.issues.map(({ path, message }) => `${path}: ${message}`);
};

const clinic = blueprintOf(
  'tag: { vip: { name: "VIP ${var.city}" } }, customValue: { seats: { name: Seats, value: "${var.seats}" } }',
  'city: { type: string }, seats: { type: number, default: 4 }',
);

describe('resolveVariables', () => {
  it('fills in values and defaults, and normalises', () => {
    expect(resolveVariables(clinic, { city: 'Graz' })).toEqual({
      ok: true,
      variables: { city: 'Graz', seats: 4 },
      resources: [
        {
          address: 'customValue.seats',
          kind: 'customValue',
          name: 'seats',
          properties: { name: 'Seats', value: '4' },
          dependsOn: [],
        },
        { address: 'tag.vip', kind: 'tag', name: 'vip', properties: { name: 'vip graz' }, dependsOn: [] },
      ],
    });
  });

  it('names every missing, unknown and wrongly typed variable', () => {
    expect(faults(clinic, { seats: '4', citty: 'Graz' })).toEqual([
      'variables.city: The variable "city" is missing. Give it a value.',
      'variables.seats: The variable "seats" must be a number, but it is a string.',
      'variables.citty: The blueprint has no variable "citty". Did you mean "city"? Leave it out.',
    ]);
  });

  it('does not take inherited properties for values', () => {
    expect(faults(clinic, JSON.parse('{"city":"Graz","__proto__":1,"toString":2}') as VariableValues)).toEqual([
      'variables.__proto__: The blueprint has no variable "__proto__". Leave it out.',
      'variables.toString: The blueprint has no variable "toString". Leave it out.',
    ]);
  });

  it('refuses values with control characters, bidi controls or half characters', () => {
    for (const city of ['a\0', 'a\u202E', 'a\uD83D']) expect(faults(clinic, { city })).toHaveLength(1);
  });

  it('checks names and lists again when the values are known', () => {
    const field = blueprintOf(
      'customField: { f: { name: "${var.name}", dataType: "${var.type}" } }',
      'name: { type: string }, type: { type: string }',
    );
    expect(faults(field, { name: 'x'.repeat(300), type: 'TXT' })).toEqual([
      'resources.customField.f.name: With these variables: The name has 300 characters; GHL takes at most 255. Write a shorter one.',
      expect.stringContaining('resources.customField.f.dataType: With these variables: "dataType" must be one of TEXT'),
    ]);
    expect(faults(field, { name: 'Fine', type: 'RADIO' })).toEqual([
      expect.stringContaining(
        'resources.customField.f.options: With these variables: A RADIO field needs at least one option',
      ),
    ]);
  });

  it('finds two resources that only these values make the same', () => {
    const tags = blueprintOf('tag: { a: { name: gold }, b: { name: "${var.level}" } }', 'level: { type: string }');
    expect(faults(tags, { level: 'silver' })).toEqual([]);
    expect(faults(tags, { level: 'Gold' })).toEqual([
      'resources.tag.b.name: With these variables, tag.a and tag.b are the same tag to GHL ("gold"). Rename one, or keep one.',
    ]);
  });

  it('keeps references, and does not read expressions out of values', () => {
    const blueprint = blueprintOf(
      'tag: { a: { name: A } }, customValue: { v: { name: V, value: "${var.text} ${tag.a.id}" } }',
      'text: { type: string }',
    );
    const resolved = resolveVariables(blueprint, { text: '${tag.a.id} $${x} ${var.text}' });
    const [value] = resolved.ok ? resolved.resources : [];
    expect(value?.dependsOn).toEqual(['tag.a']);
    expect(fillReferences(value?.properties ?? {}, () => 'ID')['value']).toBe('${tag.a.id} $${x} ${var.text} ID');
  });

  describe('in parts of a list', () => {
    const plans = blueprintOf(
      `product: { plan: { name: "Plan \${var.seats}", productType: "\${var.type}", prices: [
        { name: "\${var.seats}", type: recurring, amount: "\${var.price}", currency: "\${var.currency}", interval: month }] } },
      pipeline: { sales: { name: Sales, stages: [{ name: "\${var.stage}" }, { name: Won, showInFunnel: "\${var.shown}" }] } }`,
      'seats: { type: number }, type: { type: string, default: SERVICE }, price: { type: number, default: 9.9 }, currency: { type: string, default: usd }, stage: { type: string, default: New }, shown: { type: boolean, default: false }',
    );

    it('keeps numbers and flags where the kind wants them, and writes text where it wants text', () => {
      const resolved = resolveVariables(plans, { seats: 5 });
      expect(resolved.ok && resolved.resources.map(({ properties }) => properties)).toEqual([
        { name: 'Sales', stages: [{ name: 'New' }, { name: 'Won', showInFunnel: false }] },
        {
          name: 'Plan 5',
          productType: 'SERVICE',
          prices: [{ name: '5', type: 'recurring', amount: 9.9, currency: 'USD', interval: 'month' }],
        },
      ]);
    });

    it('checks them against the kind once the values are known', () => {
      expect(faults(plans, { seats: 5, price: -1, currency: 'dollars', stage: ' won' })).toEqual([
        'resources.pipeline.sales.stages[1].name: With these variables: The stage "Won" is there twice (capitals make no difference). Rename one.',
        'resources.product.plan.prices[0].amount: With these variables: An amount must not be negative.',
        'resources.product.plan.prices[0].currency: With these variables: Write the currency with its three letters, e.g. USD.',
      ]);
    });

    it('never quotes a secret', () => {
      const pinned = blueprintOf(
        'calendar: { visit: { name: Visit, isActive: "${var.pin}" } }',
        'pin: { type: number, secret: true }',
      );
      expect(faults(pinned, { pin: 4711 })).toEqual([
        'resources.calendar.visit.isActive: With these variables: "isActive" must be true or false, but it is a secret.',
      ]);
    });

    it('takes text for a number for no number', () => {
      const priced = blueprintOf(
        'calendar: { visit: { name: Visit, slotDuration: "${var.minutes}" } }',
        'minutes: { type: string }',
      );
      expect(faults(priced, { minutes: '30' })).toEqual([
        'resources.calendar.visit.slotDuration: With these variables: "slotDuration" must be a number, but it is text.',
      ]);
    });
  });
});
