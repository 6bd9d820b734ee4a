import type { z } from 'zod';
import type { JsonObject } from '../json.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * A JSON Schema in the strict kind that OpenAI holds a model to (OpenAI docs: Structured Outputs → Supported schemas): nothing is optional,
 * so what may be left out may be null, and limits are words. Where more than any text is wanted an expression may stand too.
 */
export function strictSchema(schema: Schema): JsonObject {
  const described = withDescription(schema);
  if (schema.anyOf) return { anyOf: schema.anyOf.map((each) => strictSchema(schemaOf(each))), ...described };
  if (schema.type === 'object') {
    const required = new Set(schema.required);
    const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const strict = strictSchema(schemaOf(property));
      return [name, required.has(name) ? strict : nullable(strict)] as const;
    });
    return { ...strictObject(Object.fromEntries(properties)), ...described };
  }
  if (schema.type === 'array')
    return { type: 'array', items: strictSchema(schemaOf(singleItem(schema.items))), ...described };
  if (schema.enum) return { anyOf: [oneOf(schema.enum.map(String)), expression], ...described };
  if (schema.type === 'number' || schema.type === 'integer' || schema.type === 'boolean')
    return { anyOf: [{ type: schema.type }, expression], ...described };
  return { type: 'string', ...described };
}

export const strictObject = (properties: Readonly<Record<string, JsonObject>>): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

export const oneOf = (values: readonly string[]): JsonObject => ({ type: 'string', enum: [...values] });
export const textSchema = (description: string): JsonObject => ({ type: 'string', description });
export const listSchema = (items: JsonObject, description: string): JsonObject => ({
  type: 'array',
  items,
  description,
});

/** The same, or null: with the description of both. */
export function nullable({ description, ...schema }: JsonObject): JsonObject {
  const choices = Array.isArray(schema['anyOf']) ? schema['anyOf'] : [schema];
  return { anyOf: [...choices, { type: 'null' }], ...(description === undefined ? {} : { description }) };
}

/** One variable or `each`, which is a number, a flag or one of some words in the end. */
const expression: JsonObject = { type: 'string', pattern: '^\\$\\{(var|each)\\.[A-Za-z0-9_.]+\\}$' };

function withDescription(schema: Schema): JsonObject {
  const { minimum, maximum, minItems, minLength } = schema;
  const limits = [
    minimum === undefined ? '' : `At least ${minimum}.`,
    maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : `At most ${maximum}.`,
    minItems ? `At least ${minItems === 1 ? 'one item' : `${minItems} items`}.` : '',
    minLength ? 'Never empty.' : '',
  ];
  const description = [schema.description ?? '', ...limits].filter((words) => words !== '').join(' ');
  return description === '' ? {} : { description };
}

const schemaOf = (schema: Schema | boolean): Schema => (typeof schema === 'boolean' ? {} : schema);

const singleItem = (items: Schema['items']): Schema | boolean => (Array.isArray(items) ? false : (items ?? false));
