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
});
