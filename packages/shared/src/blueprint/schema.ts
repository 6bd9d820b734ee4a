import { z } from 'zod';
import { kinds } from '../kinds/registry.ts';
import { type KindName, kindNames } from '../kinds/types.ts';
import { manageModes, variableTypes } from './types.ts';

/** Names of variables and resources: the second half of an address. */
export const namePattern = /^[a-z][a-z0-9_]{0,62}$/;
const name = z.string().regex(namePattern);

const oneLine = (maxLength: number) =>
  z
    .string()
    .refine((text) => text.trim() !== '', 'It must not be empty.')
    .refine((text) => text.length <= maxLength, `It has more than ${maxLength} characters. Shorten it.`)
    .refine((text) => !/\p{Cc}/u.test(text), 'It must be one line, without tabs or control characters.');

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const variable = z
  .strictObject({
    type: z.enum(variableTypes).meta({ description: 'A list is one of texts, for forEach.' }),
    description: z.string().exactOptional().meta({ description: 'What it is asked for with.' }),
    default: z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
      .exactOptional()
      .meta({ description: 'Without one the variable is required.' }),
    secret: z.boolean().exactOptional().meta({ description: 'Its value is shown nowhere.' }),
  })
  .superRefine(({ type, default: value, secret }, context) => {
    if (secret && value !== undefined)
      context.addIssue({
        code: 'custom',
        message: 'A secret has no default: everyone who reads the blueprint would read it. Give it where it is used.',
        path: ['default'],
      });
    if (secret && type === 'list')
      context.addIssue({
        code: 'custom',
        message: 'A list cannot be secret: its items name resources.',
        path: ['secret'],
      });
    const given = Array.isArray(value) ? 'list' : typeof value;
    if (value !== undefined && given !== type)
      context.addIssue({
        code: 'custom',
        message: `The default is a ${given}, but the variable is a ${type}.`,
        path: ['default'],
      });
  });

const oneVariable = /^\$\{var\.[a-z][a-z0-9_]*\}$/;

const compared = scalar.meta({ description: 'Mostly ${var.name} or ${each.key}.' });

const condition = z.union(
  [
    z.boolean(),
    z.string().regex(oneVariable),
    z.strictObject({ value: compared, in: z.array(scalar).min(1).meta({ description: 'Holds for one of these.' }) }),
    z.strictObject({
      value: compared,
      notIn: z.array(scalar).min(1).meta({ description: 'Holds for none of these.' }),
    }),
  ],
  {
    error:
      '"when" must be true, false, one variable (${var.online}), or a comparison: { value: \'${var.plan}\', in: [gold, silver] }, or notIn.',
  },
);

const forEach = z.union(
  [
    z.string().regex(oneVariable),
    z.array(z.string()),
    z.record(z.string(), z.union([scalar, z.record(z.string().regex(/^[A-Za-z]\w*$/), scalar)])),
  ],
  {
    error:
      '"forEach" must be a list of texts ([exam, cleaning]), a mapping ({ exam: 60 } or { exam: { minutes: 60 } }), or one list variable (${var.services}).',
  },
);

function lifecycleOf(kind: KindName): z.ZodType {
  const manage = z.enum(manageModes).exactOptional().meta({
    description:
      'own: keep it as written. seed: make it once. observe: say what differs, never write. reference: it only has to exist.',
  });
  const preventDestroy = z.boolean().exactOptional().meta({ description: 'Never delete or replace it.' });
  const ignorable = kinds[kind].managed.filter((attribute) => attribute !== 'name');
  if (ignorable.length === 0) return z.strictObject({ manage, preventDestroy });
  const ignore = z
    .array(z.enum(ignorable))
    .exactOptional()
    .meta({ description: 'Attributes that are written when it is made, and never compared.' });
  return z.strictObject({ manage, preventDestroy, ignore });
}

/** What every resource may say of itself besides what GHL holds. */
const metaOf = (kind: KindName) => ({
  when: condition.exactOptional().meta({ description: 'Leave it out unless this holds.' }),
  forEach: forEach.exactOptional().meta({ description: 'One for each item, as ${each.key} and ${each.value}.' }),
  lifecycle: lifecycleOf(kind).exactOptional().meta({ description: 'How far Groundwork goes with it.' }),
});

const resourcesOf = (kind: KindName) =>
  z
    .record(name, (kinds[kind].schema as z.ZodObject).safeExtend(metaOf(kind)))
    .exactOptional()
    .meta({ description: kinds[kind].labelPlural });

/** The whole document, as written. It only judges: what passes is used as it was read. */
export const blueprintSchema = z.strictObject({
  groundwork: z.literal(1).meta({ description: 'Version of the format.' }),
  name: oneLine(120).meta({ description: 'A blueprint of the same name gets another version.' }),
  description: z.string().exactOptional().meta({ description: 'What it is for.' }),
  variables: z.record(name, variable).exactOptional().meta({
    description: 'What differs from account to account, by names that ${var.name} uses.',
  }),
  resources: z
    .strictObject(Object.fromEntries(kindNames.map((kind) => [kind, resourcesOf(kind)])))
    .exactOptional()
    .meta({
      description: 'What an account must hold: by kind, then by a name of yours.',
    }),
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
