import { asTemplate, describeUnknown } from '../blueprint/references.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Kind } from '../kinds/types.ts';
import { mergeParts } from './merge-parts.ts';
import { keptNote } from './notes.ts';
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
}

/**
 * Three ways, attribute by attribute: what the blueprint says (a template), what Groundwork applied last, what GHL holds
 * (null: nothing yet). An attribute the blueprint leaves out is not ours to compare.
 */
export function compare(
  kind: Kind,
  desired: JsonObject,
  lastApplied: JsonObject | null,
  live: JsonObject | null,
): Comparison {
  const result: Comparison = { changes: [], stuck: [], kept: [], target: {}, applied: {}, notes: [] };
  const shown = describeUnknown(desired);
  for (const path of kind.managed) {
    const [template, after] = [desired[path], shown[path]];
    if (template === undefined || after === undefined) continue;
    const sides = { desired: template, after, base: lastApplied?.[path], live: live?.[path] };
    if (kind.keyedLists[path] !== undefined) compareParts(result, kind, path, sides);
    else compareValue(result, path, sides, live !== null && kind.immutable.includes(path));
  }
  return result;
}

function compareValue(
  result: Comparison,
  path: string,
  { desired, after, base, live }: Sides,
  isImmutable: boolean,
): void {
  const before = live ?? null;
  const verdict = threeWay(after, base, live);
  if (verdict === 'keep' && base !== undefined && !isImmutable) {
    const edit = { path, before, after, clientEdited: true, base };
    if (before !== null) result.target[path] = asTemplate(before);
    result.applied[path] = asTemplate(base);
    result.kept.push(edit);
    result.notes.push(keptNote(edit));
    return;
  }
  result.target[path] = desired;
  result.applied[path] = desired;
  if (verdict !== 'same') result[isImmutable ? 'stuck' : 'changes'].push({ path, before, after });
}

function compareParts(result: Comparison, kind: Kind, path: string, sides: Sides): void {
  const list = { path, key: kind.keyedLists[path] ?? '', isOrdered: !kind.unordered?.includes(path) };
  const { target, applied, change, kept, notes } = mergeParts(list, sides);
  result.target[path] = target;
  result.applied[path] = applied;
  if (change) result.changes.push(change);
  result.kept.push(...kept);
  result.notes.push(...notes);
}
