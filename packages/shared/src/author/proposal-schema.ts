import { z } from 'zod';
import { manageModes, variableTypes } from '../blueprint/types.ts';
import type { JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { type KindName, kindNames } from '../kinds/types.ts';
import { listSchema, nullable, oneOf, strictObject, strictSchema, textSchema } from './strict-schema.ts';

/** What a model may propose: every kind with its attributes, as the engine knows them. Wants `proposalDefinitions` beside it. */
export const proposalSchema = (): JsonObject => ({
  ...strictObject({
    name: nullable(textSchema('Of the blueprint, in one line. null: stays as it is.')),
    description: nullable(textSchema('What the blueprint is for. null: stays as it is.')),
    variables: listSchema(variable, 'What differs from account to account: added, or changed where the name is taken.'),
    resources: listSchema(
      { anyOf: kindNames.map(resource) },
      'What an account must hold: added, or changed where the address is taken. Only what is new or changes.',
    ),
    remove: listSchema(
      textSchema('e.g. tag.vip, var.phone'),
      'Addresses of what is taken out. One attribute of an existing resource: tag.vip.when. A resource that is named here and given above is written anew.',
    ),
  }),
  description: 'Changes to the blueprint; of an empty one they make a blueprint.',
});

/** What the schema of a proposal refers to. */
export const proposalDefinitions = (): JsonObject => ({ when, forEach });

const stays = 'null: none, or in an existing one as it is.';

const variable = strictObject({
  name: textSchema('Lower-case letters, digits and underscores, a letter first. Used as ${var.name}.'),
  type: { ...oneOf(variableTypes), description: 'A list is one of texts, for forEach.' },
  description: nullable(textSchema('What a person is asked for with.')),
  default: {
    anyOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { type: 'string' } },
      { type: 'null' },
    ],
    description: 'Of the type. null: none, so that it has to be given. A secret has none.',
  },
  secret: nullable({ type: 'boolean', description: 'Its value is shown nowhere.' }),
});

const scalar = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }];

const when: JsonObject = {
  anyOf: [
    textSchema('One boolean variable: ${var.online}.'),
    strictObject({
      value: textSchema('Mostly ${var.name} or ${each.key}.'),
      in: nullable(listSchema({ type: 'string' }, 'Holds for one of these.')),
      notIn: nullable(listSchema({ type: 'string' }, 'Holds for none of these. Give in or notIn, not both.')),
    }),
    { type: 'null' },
  ],
  description: `Leave it out of accounts where this does not hold. ${stays}`,
};

const forEach: JsonObject = {
  anyOf: [
    textSchema('One list variable: ${var.services}.'),
    { type: 'array', items: { type: 'string' } },
    {
      type: 'array',
      items: strictObject({
        key: textSchema('${each.key}'),
        attribute: nullable(
          textSchema(
            'minutes: value is ${each.value.minutes}. An item with several comes several times. null: value is ${each.value}.',
          ),
        ),
        value: { anyOf: scalar },
      }),
    },
    { type: 'null' },
  ],
  description: `One resource for each item; its name then holds \${each.key} or \${each.value}. ${stays}`,
};

function resource(kind: KindName): JsonObject {
  const { label, schema, managed } = kinds[kind];
  const { properties } = strictSchema(z.toJSONSchema(schema, { io: 'input' })) as { properties: JsonObject };
  return {
    ...strictObject({
      kind: { type: 'string', const: kind },
      address: textSchema(`The name half of ${kind}.name: lower-case letters, digits and underscores, a letter first.`),
      ...(properties as Record<string, JsonObject>),
      when: { $ref: '#/$defs/when' },
      forEach: { $ref: '#/$defs/forEach' },
      lifecycle: lifecycle(managed),
    }),
    description: `${label}. Attributes that are null are left out; in an existing one they stay as they are.`,
  };
}

function lifecycle(managed: readonly string[]): JsonObject {
  const ignorable = managed.filter((attribute) => attribute !== 'name');
  const ignore = {
    type: 'array',
    items: oneOf(ignorable),
    description: 'Attributes that are written when it is made, and never compared.',
  };
  return nullable({
    ...strictObject({
      manage: nullable({
        ...oneOf(manageModes),
        description:
          'own (as if null): keep as written. seed: make once. observe: only compare. reference: must exist.',
      }),
      preventDestroy: nullable({ type: 'boolean', description: 'Never delete or replace it.' }),
      ...(ignorable.length === 0 ? {} : { ignore: nullable(ignore) }),
    }),
    description: `How far Groundwork goes with it. ${stays}`,
  });
}
