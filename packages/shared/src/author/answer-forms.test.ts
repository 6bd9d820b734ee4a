import { describe, expect, it, test } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { kindNames } from '../kinds/types.ts';
import { authorAnswer, improveAnswer } from './answer-forms.ts';

const forms = [authorAnswer(), improveAnswer()] as const;

describe.each(forms.map((form) => [form.name, form.jsonSchema] as const))(
  'the schema of %s is of the strict kind (OpenAI docs: Structured Outputs)',
  (_, schema) => {
    const nodes = [...nodesOf(schema, schema, 1)];

    it('closes every object, and requires all it has', () => {
      const objects = nodes.filter(({ node }) => node['type'] === 'object');
      expect(objects.length).toBeGreaterThan(20);
      for (const { node } of objects)
        expect(node).toMatchObject({
          additionalProperties: false,
          required: Object.keys(node['properties'] as JsonObject),
        });
    });

    it('says what every list and every choice consists of, and uses no other words', () => {
      const known = ['type', 'description', 'properties', 'required', 'additionalProperties', 'items'];
      const words = [...known, 'anyOf', 'enum', 'const', 'pattern', '$ref', '$defs'];
      for (const { node } of nodes) {
        expect(Object.keys(node).filter((word) => !words.includes(word))).toEqual([]);
        expect(['type', 'anyOf', '$ref'].filter((word) => word in node)).toHaveLength(1);
        expect('items' in node).toBe(node['type'] === 'array');
        expect('properties' in node).toBe(node['type'] === 'object');
        expect('$ref' in node ? Object.keys(node) : ['$ref']).toEqual(['$ref']);
      }
    });

    it('begins with an object, and stays within ten levels, 5,000 properties, 1,000 values and 120,000 characters', () => {
      expect(schema).toMatchObject({ type: 'object' });
      expect(Math.max(...nodes.map(({ level }) => level))).toBeLessThanOrEqual(10);
      const names = nodes.flatMap(({ node }) => Object.keys((node['properties'] ?? {}) as JsonObject));
      expect(names.length).toBeLessThanOrEqual(5_000);
      const values = nodes.flatMap(({ node }) => (node['enum'] ?? [node['const'] ?? []].flat()) as string[]);
      expect(values.length).toBeLessThan(1_000);
      expect([...names, ...values].join('').length).toBeLessThan(120_000);
    });

    it('tells the choices of a resource apart by what stands first', () => {
      const choices = nodes.flatMap(({ node }) =>
        ((node['anyOf'] ?? []) as JsonObject[]).filter(({ properties }) => isJsonObject(properties)),
      );
      const firsts = choices.map(({ properties }) => JSON.stringify(Object.entries(properties as JsonObject)[0]));
      expect(new Set(firsts.filter((first) => first.includes('const'))).size).toBe(kindNames.length);
    });
  },
);

describe('the author may say what the engine knows', () => {
  const { properties } = authorAnswer().jsonSchema as { properties: { proposal: { anyOf: JsonObject[] } } };
  const resources = (properties.proposal.anyOf[0] as { properties: { resources: { items: { anyOf: JsonObject[] } } } })
    .properties.resources.items.anyOf as { properties: Record<string, JsonObject> }[];

  test.each(kindNames)('every managed attribute of %s', (kind) => {
    const own = resources.find((resource) => resource.properties['kind']?.['const'] === kind);
    expect(Object.keys(own?.properties ?? {})).toEqual(
      expect.arrayContaining(['address', ...kinds[kind].managed, 'when', 'forEach', 'lifecycle']),
    );
  });

  it('with the values that are taken, or one expression', () => {
    const field = resources.find((resource) => resource.properties['kind']?.['const'] === 'customField');
    const [values, expression, ...more] = (field?.properties['dataType']?.['anyOf'] ?? []) as {
      enum?: string[];
      pattern?: string;
    }[];
    expect(values?.enum).toContain('MONETORY');
    expect(more).toEqual([]);
    const pattern = new RegExp(expression?.pattern ?? '');
    expect(
      ['${var.kind}', '${each.value.minutes}', 'DROPDOWN', '${customField.a.id}'].map((text) => pattern.test(text)),
    ).toEqual([true, true, false, false]);
  });

  it('and another version, when that changes', () => {
    expect(forms.map(({ version }) => version)).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/), expect.any(String)]);
    expect(forms[0].version).not.toBe(forms[1].version);
    expect(authorAnswer().version).toBe(forms[0].version);
  });
});

/** Every schema below, with how deep its value is nested. */
function* nodesOf(node: JsonObject, root: JsonObject, level: number): Generator<{ node: JsonObject; level: number }> {
  yield { node, level };
  const { $ref, anyOf, items, properties } = node as Record<string, Json | undefined>;
  const target = typeof $ref === 'string' ? (root['$defs'] as JsonObject)[$ref.split('/').at(-1) ?? ''] : undefined;
  for (const same of [...(Array.isArray(anyOf) ? (anyOf as Json[]) : []), target])
    if (isJsonObject(same)) yield* nodesOf(same, root, level);
  for (const below of [items, ...Object.values(isJsonObject(properties) ? properties : {})])
    if (isJsonObject(below)) yield* nodesOf(below, root, level + 1);
}
