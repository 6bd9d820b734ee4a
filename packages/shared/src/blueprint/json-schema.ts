import { z } from 'zod';
import { blueprintSchema } from './schema.ts';

/** JSON Schema (2020-12) of a blueprint, for editors. Where more than any text is wanted, an expression may stand too. */
export function blueprintJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(blueprintSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (!path.includes('resources') || path.some((part) => literal.has(part)) || !isPicky(jsonSchema)) return;
      const { description, ...rest } = jsonSchema;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      if (rest.enum) delete rest.type;
      const anyOf = [rest, { type: 'string', pattern: '\\$\\{' }];
      Object.assign(jsonSchema, description === undefined ? { anyOf } : { description, anyOf });
    },
  });
}

/** Names, and what must be right as it is written. */
const literal = new Set<string | number>(['propertyNames', 'when', 'forEach', 'lifecycle']);

/** Would it refuse an expression? */
const isPicky = ({ enum: values, type, pattern, format }: z.core.JSONSchema.BaseSchema): boolean =>
  values !== undefined ||
  type === 'number' ||
  type === 'integer' ||
  type === 'boolean' ||
  pattern !== undefined ||
  format !== undefined;
