import { asTemplate, describeUnknown } from '../blueprint/references.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Kind } from '../kinds/types.ts';
import { mergeParts } from './merge-parts.ts';
import { keptNote, overwrittenNote } from './notes.ts';
import type { Overwrites } from './overwrites.ts';
import { threeWay } from './three-way.ts';
import type { AttributeChange } from './types.ts';

export interface Comparison {
  /** To be written. */
  changes: AttributeChange[];
  /** Differ, but GHL cannot change them. */
  stuck: AttributeChange[];
  /** A client's edits, which stay. */
  kept: AttributeChange[];
  /** As in `PlanItem`. */
  target: Record<string, Json>;
  applied: Record<string, Json>;
  notes: string[];
}

interface Sides {
  /** What the blueprint says: a template, and as a reader sees it. */
  desired: Json;
  after: Json;
  base: Json | undefined;
  live: Json | undefined;
  overwrites: Overwrites;
}

/**
 * Three ways, attribute by attribute: what the blueprint says (a template), what Groundwork applied last, what GHL holds
 * (null: nothing yet). An attribute the blueprint leaves out is not ours to compare. A client's edit stays, unless it is to be
 * overwritten.
 */
export function compare(
  kind: Kind,
  { desired, lastApplied, live }: { desired: JsonObject; lastApplied: JsonObject | null; live: JsonObject | null },
  overwrites: Overwrites,
): Comparison {
  const result: Comparison = { changes: [], stuck: [], kept: [], target: {}, applied: {}, notes: [] };
  const shown = describeUnknown(desired);
  for (const path of kind.managed) {
    const [template, after] = [desired[path], shown[path]];
    if (template === undefined || after === undefined) continue;
    const sides = { desired: template, after, base: lastApplied?.[path], live: live?.[path], overwrites };
    if (kind.keyedLists[path] !== undefined) compareParts(result, kind, path, sides);
    else if (live !== null && kind.immutable.includes(path)) compareFixed(result, path, sides);
    else compareValue(result, path, sides);
  }
  return result;
}

function compareValue(result: Comparison, path: string, { desired, after, base, live, overwrites }: Sides): void {
  const before = live ?? null;
  const verdict = threeWay(after, base, live);
  if (verdict !== 'keep' || base === undefined) {
    result.target[path] = desired;
    result.applied[path] = desired;
    if (verdict !== 'same') result.changes.push({ path, before, after });
    return;
  }
  const edit = { path, before, after, clientEdited: true, base };
  if (overwrites(path)) {
    result.target[path] = desired;
    result.applied[path] = desired;
    result.changes.push(edit);
    result.notes.push(overwrittenNote(edit));
  } else {
    if (before !== null) result.target[path] = asTemplate(before);
    result.applied[path] = asTemplate(base);
    result.kept.push(edit);
    result.notes.push(keptNote(edit));
  }
}

/** Whoever changed what GHL cannot change back: it takes another object. */
function compareFixed(result: Comparison, path: string, { desired, after, base, live }: Sides): void {
  result.target[path] = desired;
  result.applied[path] = desired;
  if (threeWay(after, base, live) !== 'same') result.stuck.push({ path, before: live ?? null, after });
}

function compareParts(result: Comparison, kind: Kind, path: string, sides: Sides): void {
  const list = { path, key: kind.keyedLists[path] ?? '', isOrdered: !kind.unordered?.includes(path) };
  const { target, applied, change, kept, notes } = mergeParts(list, sides, sides.overwrites);
  result.target[path] = target;
  result.applied[path] = applied;
  if (change) result.changes.push(change);
  result.kept.push(...kept);
  result.notes.push(...notes);
}
