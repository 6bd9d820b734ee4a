import { describeUnknown } from '../blueprint/references.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { textOf } from '../kinds/text-of.ts';
import { covers } from './covers.ts';

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

/** Finds what belongs together by the parts' names, whatever their case; of several of one name, the one most like the blueprint's. */
export function matchParts(
  list: KeyedList,
  sides: { desired: Json | undefined; base: Json | undefined; live: Json | undefined },
): MatchedParts {
  const live = partsOf(sides.live).map((part): PartRow => ({ ...nameOf(list, part), live: part }));
  const held = Map.groupBy(live, ({ key }) => key);
  const desired = partsOf(sides.desired).map((part): PartRow => {
    const shown = describeUnknown(part);
    const name = nameOf(list, shown);
    const row: PartRow = mostLike(shown, held.get(name.key) ?? []) ?? name;
    row.desired = part;
    return row;
  });
  const wanted = new Map(desired.map((row) => [row.key, row]));
  const baseKeys: string[] = [];
  for (const part of partsOf(sides.base)) {
    const { key } = nameOf(list, part);
    baseKeys.push(key);
    const twins = held.get(key) ?? [];
    const row = wanted.get(key) ?? twins[0];
    if (!row) continue;
    row.base = part;
    row.isAmbiguous = twins.length > 1;
  }
  return { desired, live, baseKeys };
}

function mostLike(wanted: JsonObject, rows: readonly PartRow[]): PartRow | undefined {
  const likeness = ({ live = {} }: PartRow): number =>
    Object.entries(wanted).filter(([property, value]) => covers(value, live[property])).length;
  return rows.length > 1 ? rows.toSorted((a, b) => likeness(b) - likeness(a))[0] : rows[0];
}

const partsOf = (list: Json | undefined): JsonObject[] => (isJsonList(list) ? list.filter(isJsonObject) : []);

const nameOf = (list: KeyedList, part: JsonObject): { key: string; name: string } => {
  const name = textOf(part[list.key]);
  return { key: name.toLowerCase(), name };
};
