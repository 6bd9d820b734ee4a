import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';
import { showValue } from '../plan/show-value.ts';

export type Writable =
  | { properties: JsonObject; /** Attributes that a blueprint cannot say, or should not. */ dropped: string[] }
  | { properties: null; why: string };

/** What a blueprint may say of a live object: what is managed and set, without what the kind's schema does not know. */
export function writableProperties(kind: KindName, attributes: JsonObject): Writable {
  const { managed, schema } = kinds[kind];
  const dropped: string[] = [];
  let properties: JsonObject = Object.fromEntries(
    managed.flatMap((path) => {
      const value = attributes[path];
      if (value === undefined || isEmpty(value)) return [];
      const written = people.has(path) ? null : writtenForm(kind, path, value);
      if (written === null) dropped.push(path);
      return written === null ? [] : [[path, written] as const];
    }),
  );
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
      return {
        properties: null,
        why: `Its ${attribute} is ${showValue(attributes[attribute] ?? null)}, which a blueprint cannot write.`,
      };
  }
}

/** Users of one account are not those of another. */
const people: ReadonlySet<string> = new Set(['teamMembers']);

const writtenForm = (kind: KindName, path: string, value: Json): Json | null =>
  kinds[kind].written?.(path, value) ?? (kinds[kind].written ? null : value);

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
