import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { applyOrder, isKindName } from '../kinds/registry.ts';
import type { Path } from './map-texts.ts';
import { knownKeys } from './schema.ts';

const metaKeys: readonly string[] = ['when', 'forEach', 'lifecycle'];

/** Keys that may stand at a path, in the order they are written in. None: any keys, in the order their writer gave them. */
export function keyOrder(path: Path): readonly string[] {
  const [root, kind] = path;
  if (root !== 'resources') return knownKeys(path);
  if (path.length === 1) return applyOrder;
  if (path.length === 2) return [];
  const known = isKindName(String(kind)) ? knownKeys(path) : [];
  return path.length === 3 ? [...metaKeys, ...known.filter((key) => !metaKeys.includes(key))] : known;
}

/** Keys in their order, and after them those that have none, as they were. */
export function sortKeys<T>(items: readonly T[], keyOf: (item: T) => string, path: Path): T[] {
  const order = new Map(keyOrder(path).map((key, index) => [key, index]));
  const rank = (item: T) => order.get(keyOf(item)) ?? order.size;
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/** The same value with its keys in their order, all the way down. */
export function inOrder(value: Json, path: Path = []): Json {
  if (isJsonList(value)) return value.map((item, index) => inOrder(item, [...path, index]));
  if (!isJsonObject(value)) return value;
  const entries = sortKeys(Object.entries(value), ([key]) => key, path);
  return Object.fromEntries(entries.map(([key, item]) => [key, inOrder(item, [...path, key])]));
}
