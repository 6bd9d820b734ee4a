import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';

export type Writable =
  | { properties: JsonObject; /** Attributes that a blueprint cannot write as they are. */ dropped: string[] }
  | { properties: null; why: string };

/** What a blueprint may say of a live object: what is managed and set, without what the kind's schema does not know. */
export function writableProperties(kind: KindName, attributes: JsonObject): Writable {
  const { managed, schema } = kinds[kind];
  let properties: JsonObject = Object.fromEntries(
    managed.flatMap((path) => {
      const value = attributes[path];
      return value === undefined || isEmpty(value) ? [] : [[path, value] as const];
    }),
  );
  const dropped: string[] = [];
  // Each turn takes out at least one thing that is refused, so it ends.
  for (;;) {
    const issue = schema.safeParse(properties).error?.issues[0];
    if (!issue) return { properties, dropped };
    if (issue.code === 'unrecognized_keys') {
      properties = without(properties, issue.path, issue.keys);
      continue;
    }
    const [attribute] = issue.path.map(String);
    if (attribute === undefined || !(attribute in properties) || attribute === 'name')
      return { properties: null, why: `A blueprint cannot write it: ${issue.message}` };
    dropped.push(attribute);
    properties = Object.fromEntries(Object.entries(properties).filter(([path]) => path !== attribute));
    if (kinds[kind].immutable.includes(attribute) || isRequired(kind, attribute))
      return { properties: null, why: `Its ${attribute} is none that a blueprint can write: ${issue.message}` };
  }
}

const isEmpty = (value: Json): boolean => value === null || value === '' || (isJsonList(value) && value.length === 0);

const isRequired = (kind: KindName, attribute: string): boolean =>
  kinds[kind].schema.safeParse({}).error?.issues.some(({ path }) => path[0] === attribute) ?? false;

function without(value: JsonObject, path: readonly PropertyKey[], keys: readonly string[]): JsonObject;
function without(value: Json, path: readonly PropertyKey[], keys: readonly string[]): Json;
function without(value: Json, [segment, ...rest]: readonly PropertyKey[], keys: readonly string[]): Json {
  if (isJsonList(value)) return value.map((item, index) => (index === segment ? without(item, rest, keys) : item));
  if (!isJsonObject(value)) return value;
  if (segment === undefined) return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === segment ? without(item, rest, keys) : item]),
  );
}
