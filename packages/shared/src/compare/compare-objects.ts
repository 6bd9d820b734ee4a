import { isJsonList, isJsonObject, type Json, type JsonObject, sameJson } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { textOf } from '../kinds/text-of.ts';
import type { KindName, LiveResource } from '../kinds/types.ts';
import type { AttributeChange } from '../plan/types.ts';
import { type Names, withNames } from './names-of.ts';

export interface Side {
  object: LiveResource;
  names: Names;
}

/** What stands for the same thing in two accounts. */
export interface Pair {
  left: LiveResource | null;
  right: LiveResource | null;
}

/** Managed attributes that are not the same, lists of parts part by part. `before` is left, `after` right. */
export function compareObjects(kind: KindName, left: Side, right: Side): AttributeChange[] {
  const { managed, keyedLists } = kinds[kind];
  return managed.flatMap((path) => {
    const [before, after] = [read(kind, path, left.object, left.names), read(kind, path, right.object, right.names)];
    const key = keyedLists[path];
    return key === undefined ? compareValues(path, before, after) : compareParts(kind, path, { before, after, key });
  });
}

/** All that the one account has of an object the other lacks. */
export function shownAttributes(
  kind: KindName,
  { left, right }: Pair,
  names: { left: Names; right: Names },
): AttributeChange[] {
  const object = left ?? right;
  if (!object) return [];
  return kinds[kind].managed.flatMap((path) => {
    const { shown } = read(kind, path, object, left ? names.left : names.right);
    if (isUnset(shown)) return [];
    return [{ path, before: left ? shown : null, after: left ? null : shown }];
  });
}

/** An attribute as it is compared, and as it is shown. */
interface Value {
  meaning: Json;
  shown: Json;
}

function read(kind: KindName, attribute: string, { attributes }: LiveResource, names: Names): Value {
  const held = { attribute, value: attributes[attribute] ?? null };
  return {
    meaning: withNames(kind, held, (id) => names.get(id)?.meaning),
    shown: withNames(kind, held, (id) => names.get(id)?.shown),
  };
}

const compareValues = (path: string, before: Value, after: Value): AttributeChange[] =>
  isSame(before.meaning, after.meaning) ? [] : [{ path, before: before.shown, after: after.shown }];

/** As plans do: an empty text or list is the same as none. */
const isSame = (left: Json, right: Json): boolean => sameJson(left, right) || (isUnset(left) && isUnset(right));

const isUnset = (value: Json): boolean => value === null || value === '' || (isJsonList(value) && value.length === 0);

function compareParts(
  kind: KindName,
  path: string,
  { before, after, key }: { before: Value; after: Value; key: string },
): AttributeChange[] {
  const [left, right] = [partsOf(before, key), partsOf(after, key)];
  const changes = [...new Map([...left, ...right]).keys()].toSorted().flatMap((id) => {
    const [held, other] = [left.get(id), right.get(id)];
    const name = `${path}[${(held ?? other)?.name ?? ''}]`;
    if (!held || !other) return [{ path: name, before: held?.shown ?? null, after: other?.shown ?? null }];
    const properties = [...new Set([...Object.keys(held.meaning), ...Object.keys(other.meaning)])].toSorted();
    return properties.flatMap((property) =>
      compareValues(
        `${name}.${property}`,
        { meaning: held.meaning[property] ?? null, shown: held.shown[property] ?? null },
        { meaning: other.meaning[property] ?? null, shown: other.shown[property] ?? null },
      ),
    );
  });
  if (kinds[kind].unordered?.includes(path)) return changes;
  const common = (from: typeof left, to: typeof left) => [...from].filter(([id]) => to.has(id));
  const [order, otherOrder] = [common(left, right), common(right, left)];
  const isSameOrder = order.every(([id], place) => id === otherOrder[place]?.[0]);
  const names = (parts: typeof order) => parts.map(([, { name }]) => name);
  return isSameOrder ? changes : [...changes, { path, before: names(order), after: names(otherOrder) }];
}

interface Part {
  name: string;
  meaning: JsonObject;
  shown: JsonObject;
}

/** Parts by their names, whatever their case; those of one name in the order they stand. */
function partsOf({ meaning, shown }: Value, key: string): Map<string, Part> {
  const parts = new Map<string, Part>();
  if (!isJsonList(meaning) || !isJsonList(shown)) return parts;
  for (const [place, part] of meaning.entries()) {
    const held = shown[place];
    if (!isJsonObject(part) || !isJsonObject(held)) continue;
    const name = textOf(part[key]);
    let twin = 0;
    while (parts.has(`${name.toLowerCase()} ${twin}`)) twin++;
    parts.set(`${name.toLowerCase()} ${twin}`, { name, meaning: part, shown: held });
  }
  return parts;
}
