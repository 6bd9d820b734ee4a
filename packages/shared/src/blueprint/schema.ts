import { z } from 'zod';
import { kinds } from '../kinds/registry.ts';
import { type KindName, kindNames } from '../kinds/types.ts';

/** Names of variables and resources: the second half of an address. */
export const namePattern = /^[a-z][a-z0-9_]{0,62}$/;
const name = z.string().regex(namePattern);

const oneLine = (maxLength: number) =>
  z
    .string()
    .refine((text) => text.trim() !== '', 'It must not be empty.')
    .refine((text) => text.length <= maxLength, `It has more than ${maxLength} characters. Shorten it.`)
    .refine((text) => !/\p{Cc}/u.test(text), 'It must be one line, without tabs or control characters.');

const variable = z
  .strictObject({
    type: z.enum(['string', 'number', 'boolean']),
    description: z.string().exactOptional(),
    default: z
      .union([z.string(), z.number(), z.boolean()])
      .exactOptional()
      .meta({ description: 'Without one the variable is required.' }),
  })
  .superRefine(({ type, default: value }, context) => {
    if (value !== undefined && typeof value !== type)
      context.addIssue({
        code: 'custom',
        message: `The default is a ${typeof value}, but the variable is a ${type}.`,
        path: ['default'],
      });
  });

const resourcesOf = (kind: KindName) =>
  z.record(name, kinds[kind].schema).exactOptional().meta({ description: kinds[kind].labelPlural });

/** The whole document, as written. It only judges: what passes is used as it was read. */
export const blueprintSchema = z.strictObject({
  groundwork: z.literal(1).meta({ description: 'Version of the format.' }),
  name: oneLine(120),
  description: z.string().exactOptional(),
  variables: z.record(name, variable).exactOptional(),
  resources: z.strictObject(Object.fromEntries(kindNames.map((kind) => [kind, resourcesOf(kind)]))).exactOptional(),
});

/** Property names that may stand at a path, for "did you mean": a stage's or a price's too. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = blueprintSchema;
  for (const segment of path) schema = partOf(unwrapped(schema), segment);
  const found = unwrapped(schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function partOf(schema: unknown, segment: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(segment)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodExactOptional ? unwrapped(schema.unwrap()) : schema;
