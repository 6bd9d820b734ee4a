import { type Json, type JsonObject, isJsonList, isJsonObject } from '@groundwork/shared';
import { type Kind, kindNames, kinds } from '@groundwork/shared/kinds';
import { z } from 'zod';

/** Every kind with its attributes, from the schemas the engine checks with: a new kind appears by itself. */
export const describeKinds = (): string => kindNames.map((name) => describe(kinds[name])).join('\n\n');

function describe(kind: Kind): string {
  const schema = z.toJSONSchema(kind.schema, { io: 'input' }) as JsonObject;
  const lines = attributesOf(schema).map(([name, attribute, required]) => `- ${line(name, attribute, required)}`);
  const references = kind.referable.map((attribute) => `\${${kind.name}.<name>.${attribute}}`).join(', ');
  const fixed = kind.immutable.length > 0 ? ` Cannot be changed later: ${kind.immutable.join(', ')}.` : '';
  return `## ${kind.name} (${kind.label})\n${lines.join('\n')}\nOthers refer to it as ${references}.${fixed}`;
}

function line(name: string, attribute: JsonObject, required: boolean): string {
  const { description } = attribute;
  const says = typeof description === 'string' ? `. ${description}` : '';
  return `${name}${required ? '*' : ''}: ${shapeOf(attribute)}${says}`;
}

function shapeOf(attribute: JsonObject): string {
  const { type, enum: values, items, minimum, maximum } = attribute as Record<string, Json | undefined>;
  if (isJsonList(values))
    return `one of ${values.map((value) => JSON.stringify(value).replaceAll('"', '')).join(', ')}`;
  if (type === 'array') return `list of ${isJsonObject(items) ? shapeOf(items) : 'texts'}`;
  if (type === 'object')
    return `{ ${attributesOf(attribute)
      .map(([name, each, needed]) => `${name}${needed ? '*' : ''}: ${partOf(each)}`)
      .join('; ')} }`;
  if (type === 'integer' || type === 'number')
    return `${type === 'integer' ? 'whole number' : 'number'}${bounds(minimum, maximum)}`;
  return type === 'boolean' ? 'true or false' : 'text';
}

/** A part's description stands beside it, in brackets, where it says more than its shape. */
function partOf(attribute: JsonObject): string {
  const { description } = attribute;
  const shape = shapeOf(attribute);
  return typeof description === 'string' && !shape.includes('one of') ? `${shape} (${description})` : shape;
}

/** Zod writes the safe integers' bounds where none are given. */
function bounds(minimum: Json | undefined, maximum: Json | undefined): string {
  const least = typeof minimum === 'number' && minimum > -Number.MAX_SAFE_INTEGER ? ` from ${minimum}` : '';
  return `${least}${typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : ''}`;
}

function attributesOf({ properties, required }: JsonObject): [string, JsonObject, boolean][] {
  const needed = isJsonList(required) ? required : [];
  return Object.entries(isJsonObject(properties) ? properties : {}).flatMap(([name, attribute]) =>
    isJsonObject(attribute) ? [[name, attribute, needed.includes(name)] as [string, JsonObject, boolean]] : [],
  );
}
