import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';

export interface KeyedList {
  /** The attribute, e.g. `stages`. */
  path: string;
  /** The property that names a part. */
  key: string;
  isOrdered: boolean;
}

/** One part of a list as the blueprint wants it (a template), as Groundwork applied it last, and as GHL holds it. */
export interface PartRow {
  key: string;
  name: string;
  desired?: JsonObject;
  base?: JsonObject;
  live?: JsonObject;
  /** The live list has several of this name: which one is Groundwork's cannot be told. */
  isAmbiguous?: boolean;
}

export interface MatchedParts {
  /** The parts wanted, in the blueprint's order, and those held, in the account's. A part that is both is one row. */
  desired: PartRow[];
  live: PartRow[];
  /** Keys in the order of the last apply. */
  baseKeys: string[];
}

/** Finds what belongs together by the parts' names, whatever their case. */
export function matchParts(
  list: KeyedList,
  sides: { desired: Json | undefined; base: Json | undefined; live: Json | undefined },
): MatchedParts {
  const base = new Map(partsOf(sides.base).map((part) => [keyOf(list, part), part]));
  const withBase = (key: string): Pick<PartRow, 'base'> => {
    const part = base.get(key);
    return part ? { base: part } : {};
  };
  const held = new Map<string, PartRow>();
  const live = partsOf(sides.live).map((part): PartRow => {
    const key = keyOf(list, part);
    const first = held.get(key);
    const row: PartRow = { key, name: nameOf(list, part), live: part, ...(first ? {} : withBase(key)) };
    if (first) first.isAmbiguous = true;
    else held.set(key, row);
    return row;
  });
  const desired = partsOf(sides.desired).map((part): PartRow => {
    const key = keyOf(list, part);
    const row = held.get(key);
    if (!row) return { key, name: nameOf(list, part), desired: part, ...withBase(key) };
    row.desired = part;
    return row;
  });
  return { desired, live, baseKeys: [...base.keys()] };
}

const partsOf = (list: Json | undefined): JsonObject[] => (isJsonList(list) ? list.filter(isJsonObject) : []);

const nameOf = (list: KeyedList, part: JsonObject): string => {
  const name = part[list.key];
  return typeof name === 'string' ? name.trim() : '';
};

const keyOf = (list: KeyedList, part: JsonObject): string => nameOf(list, part).toLowerCase();
