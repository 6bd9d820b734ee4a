import { describe, expect, it } from 'vitest';
import { blueprintJsonSchema } from './json-schema.ts';

describe('blueprintJsonSchema', () => {
  const schema = JSON.parse(JSON.stringify(blueprintJsonSchema())) as Record<string, unknown>;

  it('describes every kind and is closed to unknown properties', () => {
    expect(schema).toMatchObject({
      required: ['groundwork', 'name'],
      additionalProperties: false,
      properties: {
        resources: {
          additionalProperties: false,
          properties: {
            tag: { additionalProperties: { required: ['name'], additionalProperties: false } },
            customValue: { additionalProperties: { required: ['name', 'value'] } },
            customField: { additionalProperties: { required: ['name', 'dataType'] } },
          },
        },
      },
    });
  });

  it('lets an expression stand where one of a list of values is wanted', () => {
    expect(schema).toHaveProperty(
      'properties.resources.properties.customField.additionalProperties.properties.model.anyOf',
      [{ enum: ['contact', 'opportunity'] }, { type: 'string', pattern: '\\$\\{' }],
    );
    expect(schema).toHaveProperty('properties.variables.additionalProperties.properties.type.enum', [
      'string',
      'number',
      'boolean',
      'list',
    ]);
  });

  it('lets one stand for numbers, flags and patterned texts too, down to the parts of a list', () => {
    const expression = { type: 'string', pattern: '\\$\\{' };
    const price = 'properties.resources.properties.product.additionalProperties.properties.prices.items.properties';
    expect(schema).toHaveProperty(`${price}.amount.anyOf`, [{ type: 'number', minimum: 0 }, expression]);
    expect(schema).toHaveProperty(`${price}.currency.anyOf`, [
      { type: 'string', pattern: '^[A-Za-z]{3}$' },
      expression,
    ]);
    expect(schema).toHaveProperty(
      'properties.resources.properties.calendar.additionalProperties.properties.isActive.anyOf',
      [{ type: 'boolean' }, expression],
    );
    expect(schema).toHaveProperty('properties.groundwork.const', 1);
  });

  it('says of every property what it is', () => {
    const silent = [...propertiesOf(schema)].filter(([, property]) => typeof property['description'] !== 'string');
    expect(silent.map(([path]) => path)).toEqual([]);
    expect([...propertiesOf(schema)].length).toBeGreaterThan(150);
  });
});

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every property a document may have, wherever it stands. */
function* propertiesOf(node: Node, path = ''): Generator<[string, Node]> {
  for (const [name, property] of Object.entries(isNode(node['properties']) ? node['properties'] : {}))
    if (isNode(property)) {
      yield [`${path}.${name}`, property];
      yield* propertiesOf(property, `${path}.${name}`);
    }
  const parts = [node['additionalProperties'], node['items'], ...(Array.isArray(node['anyOf']) ? node['anyOf'] : [])];
  for (const part of parts) if (isNode(part)) yield* propertiesOf(part, `${path}.*`);
}
