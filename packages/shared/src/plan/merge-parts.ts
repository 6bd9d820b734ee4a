import { type Json, type JsonObject, sameJson } from '../json.ts';
import { type KeyedList, type MatchedParts, matchParts, type PartRow } from './match-parts.ts';
import { mergePart } from './merge-part.ts';
import { keptOrderNote } from './notes.ts';
import { threeWay } from './three-way.ts';
import type { AttributeChange } from './types.ts';
import { weave } from './weave.ts';

export interface MergedParts {
  /** What the list shall hold, and what counts as applied afterwards; both templates. */
  target: JsonObject[];
  applied: JsonObject[];
  change: AttributeChange | null;
  kept: AttributeChange[];
  notes: string[];
}

/**
 * Merges a list part by part. What a client added, edited, took out or put into another order since the last apply stays so;
 * what Groundwork applied and the blueprint has dropped goes. Without a last apply nothing goes.
 */
export function mergeParts(
  list: KeyedList,
  sides: { desired: Json; base: Json | undefined; live: Json | undefined },
): MergedParts {
  const { path } = list;
  const matched = matchParts(list, sides);
  const rows = [...new Set([...matched.live, ...matched.desired])];
  const merged = new Map(rows.map((row) => [row, mergePart(path, row)]));
  const pick = <T>(from: readonly PartRow[], what: (part: ReturnType<typeof mergePart>) => T | null): T[] =>
    from.flatMap((row) => {
      const part = merged.get(row);
      const found = part && what(part);
      return found ? [found] : [];
    });

  const order = list.isOrdered ? wantedOrder(matched) : { rows: rows.toSorted(byKey), kept: null };
  const after = pick(order.rows, (part) => part.after);
  if (after.length === 0 && matched.live.length > 0 && matched.desired.length > 0)
    return mergeParts(list, { ...sides, base: matched.live.flatMap(({ base }) => (base ? [base] : [])) });

  const before = sides.live === undefined ? null : pick(matched.live, (part) => part.before);
  const keptOrder = order.kept ? [{ path, ...order.kept, clientEdited: true }] : [];
  return {
    target: pick(order.rows, (part) => part.target),
    applied: pick(matched.desired, (part) => part.applied),
    change: sameJson(before, after) ? null : { path, before, after },
    kept: [...pick(rows, (part) => part.kept).flat(), ...keptOrder],
    notes: [...pick(rows, (part) => part.notes).flat(), ...(order.kept ? [keptOrderNote(path)] : [])],
  };
}

/** The blueprint's order, or the account's where a client has changed it; what only one side has stands where it stood. */
function wantedOrder({ desired, live, baseKeys }: MatchedParts): {
  rows: PartRow[];
  kept: { before: string[]; after: string[] } | null;
} {
  const wanted = desired.filter((row) => row.live && row.base);
  const held = live.filter((row) => row.desired && row.base);
  const common = new Set(held.map(({ key }) => key));
  const base = baseKeys.filter((key) => common.has(key));
  if (threeWay(wanted.map(keyOf), base, held.map(keyOf)) !== 'keep') return { rows: weave(desired, live), kept: null };
  return { rows: weave(live, desired), kept: { before: held.map(nameOf), after: wanted.map(nameOf) } };
}

const keyOf = ({ key }: PartRow): string => key;
const nameOf = ({ name }: PartRow): string => name;
const byKey = (a: PartRow, b: PartRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
