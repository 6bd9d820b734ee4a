import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { textOf } from '../kinds/text-of.ts';
import type { KindName } from '../kinds/types.ts';

/** What is to be done to an object's attributes, and where. */
export type Place =
  | { at: (string | number)[]; do: 'set'; value: Json }
  | { at: (string | number)[]; do: 'remove' }
  /** The parts of a list: which of them shall stand where. */
  | { at: (string | number)[]; do: 'sort'; order: number[] };

const ofPart = /^(\w+)\[(.*)\](?:\.(\w+))?$/s;

/**
 * Where a path of a plan or of drift (`value`, `stages[New].winProbability`) stands in an object's attributes, and what brings it
 * to the value; null means it is not there. Answers null where there is no such place.
 */
export function locate(kind: KindName, attributes: JsonObject, path: string, value: Json): Place | null {
  const [, list, name, property] = ofPart.exec(path) ?? [];
  const key = kinds[kind].keyedLists[list ?? path];
  if (list === undefined || name === undefined)
    return key !== undefined && areNames(value)
      ? sorted(attributes[path], { path, key, names: value })
      : wanted(attributes, [path], value);
  const index =
    key === undefined
      ? -1
      : partsOf(attributes[list]).findIndex((part) => keyOf(part, key) === keyOf({ [key]: name }, key));
  if (index < 0) return null;
  return wanted(attributes, property === undefined ? [list, index] : [list, index, property], value);
}

/** What stands at a place; undefined: nothing. */
export const valueAt = (value: Json | undefined, at: Place['at']): Json | undefined =>
  at.reduce<Json | undefined>((held, step) => {
    if (held === undefined || typeof held !== 'object' || held === null) return undefined;
    return isJsonList(held) ? held[Number(step)] : held[step];
  }, value);

const wanted = (attributes: JsonObject, at: (string | number)[], value: Json): Place | null => {
  const [attribute = ''] = at;
  if (!(attribute in attributes)) return null;
  return value === null ? { at, do: 'remove' } : { at, do: 'set', value };
};

/** Those that are named change places with each other; the others stand where they stood. */
function sorted(list: Json | undefined, to: { path: string; key: string; names: readonly string[] }): Place | null {
  const keys = partsOf(list).map((part) => keyOf(part, to.key));
  const named = to.names.map((name) => keys.indexOf(keyOf({ [to.key]: name }, to.key)));
  if (named.includes(-1)) return null;
  const places = named.toSorted((a, b) => a - b);
  const order = keys.map((_, place) => place);
  for (const [turn, place] of places.entries()) order[place] = named[turn] ?? place;
  return { at: [to.path], do: 'sort', order };
}

const partsOf = (list: Json | undefined): JsonObject[] =>
  isJsonList(list) ? list.map((part) => (isJsonObject(part) ? part : {})) : [];

const keyOf = (part: JsonObject, key: string): string => textOf(part[key]).toLowerCase();

const areNames = (value: Json): value is readonly string[] =>
  isJsonList(value) && value.every((item) => typeof item === 'string');
