import { describeUnknown } from '../blueprint/references.ts';
import { type Json, type JsonObject, sameJson } from '../json.ts';
import type { Kind } from '../kinds/types.ts';
import type { AttributeChange } from './types.ts';

export interface Comparison {
  /** To be written. */
  changes: AttributeChange[];
  /** Differ, but GHL cannot change them. */
  stuck: AttributeChange[];
  /** A client's edits, which stay. */
  kept: AttributeChange[];
}

/**
 * Three ways, attribute by attribute: what the blueprint says (a template), what Groundwork applied last, what GHL holds.
 * An attribute the blueprint leaves out is not ours to compare.
 */
export function compare(kind: Kind, desired: JsonObject, lastApplied: JsonObject | null, live: JsonObject): Comparison {
  const result: Comparison = { changes: [], stuck: [], kept: [] };
  const wanted = describeUnknown(desired);
  for (const path of kind.managed) {
    const after = wanted[path];
    if (after === undefined) continue;
    const before = live[path] ?? null;
    if (sameJson(after, before)) continue;
    const base = lastApplied?.[path];
    if (kind.immutable.includes(path)) result.stuck.push({ path, before, after });
    else if (base === undefined || sameJson(base, before)) result.changes.push({ path, before, after });
    else result.kept.push({ path, before, after, clientEdited: true, base });
  }
  return result;
}

/** Every attribute, as a create writes them. */
export function createChanges(kind: Kind, desired: JsonObject): AttributeChange[] {
  const wanted = describeUnknown(desired);
  return kind.managed.flatMap((path) => {
    const after: Json | undefined = wanted[path];
    return after === undefined ? [] : [{ path, before: null, after }];
  });
}
