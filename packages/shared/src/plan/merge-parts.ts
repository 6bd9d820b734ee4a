import { type Json, type JsonObject, sameJson } from '../json.ts';
import { type KeyedList, type MatchedParts, matchParts, type PartRow } from './match-parts.ts';
import { mergePart } from './merge-part.ts';
import { keptOrderNote, overwrittenOrderNote } from './notes.ts';
import type { Overwrites } from './overwrites.ts';
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
 * what Groundwork applied and the blueprint has dropped goes. Without a last apply nothing goes. `overwrites` names edits that go
 * after all.
 */
export function mergeParts(
  list: KeyedList,
  sides: { desired: Json; base: Json | undefined; live: Json | undefined },
  overwrites: Overwrites,
): MergedParts {
  const { path } = list;
  const matched = matchParts(list, sides);
  const rows = [...new Set([...matched.live, ...matched.desired])];
  const merged = new Map(rows.map((row) => [row, mergePart(path, row, overwrites)]));
  const pick = <T>(from: readonly PartRow[], what: (part: ReturnType<typeof mergePart>) => T | null): T[] =>
    from.flatMap((row) => {
      const part = merged.get(row);
      const found = part && what(part);
      return found ? [found] : [];
    });

  const order = list.isOrdered ? wantedOrder(matched, overwrites(path)) : { ...unedited, rows: rows.toSorted(byKey) };
  const after = pick(order.rows, (part) => part.after);
  if (after.length === 0 && matched.live.length > 0 && matched.desired.length > 0)
    return mergeParts(list, { ...sides, base: matched.live.flatMap(({ base }) => (base ? [base] : [])) }, overwrites);

  const before = sides.live === undefined ? null : pick(matched.live, (part) => part.before);
  const isOverwritten = order.isOverwritten || rows.some((row) => merged.get(row)?.isOverwritten);
  const edited = isOverwritten ? { clientEdited: true, base: sides.base } : {};
  const keptOrder = order.kept ? [{ path, ...order.kept, clientEdited: true }] : [];
  return {
    target: pick(order.rows, (part) => part.target),
    applied: pick(matched.desired, (part) => part.applied),
    change: sameJson(before, after) ? null : { path, before, after, ...edited },
    kept: [...pick(rows, (part) => part.kept).flat(), ...keptOrder],
    notes: [
      ...pick(rows, (part) => part.notes).flat(),
      ...(order.kept ? [keptOrderNote(path)] : []),
      ...(order.isOverwritten ? [overwrittenOrderNote(path)] : []),
    ],
  };
}

interface Order {
  rows: PartRow[];
  /** The client's order against the blueprint's, where it stays. */
  kept: { before: string[]; after: string[] } | null;
  isOverwritten: boolean;
}

const unedited = { kept: null, isOverwritten: false };

/** The blueprint's order, or the account's where a client has changed it; what only one side has stands where it stood. */
function wantedOrder({ desired, live, baseKeys }: MatchedParts, overwrites: boolean): Order {
  const wanted = desired.filter((row) => row.live && row.base);
  const held = live.filter((row) => row.desired && row.base);
  const common = new Set(held.map(({ key }) => key));
  const base = baseKeys.filter((key) => common.has(key));
  const isEdited = threeWay(wanted.map(keyOf), base, held.map(keyOf)) === 'keep';
  if (!isEdited || overwrites) return { rows: weave(desired, live), kept: null, isOverwritten: isEdited };
  const kept = { before: held.map(nameOf), after: wanted.map(nameOf) };
  return { rows: weave(live, desired), kept, isOverwritten: false };
}

const keyOf = ({ key }: PartRow): string => key;
const nameOf = ({ name }: PartRow): string => name;
const byKey = (a: PartRow, b: PartRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
