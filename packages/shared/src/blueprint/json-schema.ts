import { z } from 'zod';
import { blueprintSchema } from './schema.ts';

/** JSON Schema (2020-12) of a blueprint, for editors. Where a list of values is wanted, an expression may stand too. */
export function blueprintJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(blueprintSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (!path.includes('resources') || !jsonSchema.enum || path.includes('propertyNames')) return;
      const { enum: values, type: _type, ...rest } = jsonSchema;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      Object.assign(jsonSchema, rest, { anyOf: [{ enum: values }, { type: 'string', pattern: '\\$\\{' }] });
    },
  });
}
