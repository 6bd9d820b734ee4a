import { isJsonList, type Json, type JsonObject } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import type { KindName } from '../../kinds/types.ts';
import { restoreParts } from './restore-parts.ts';
import * as notes from './notes.ts';
import type { PlanItem } from '../types.ts';

/** An object as it was before a step, as the step wrote it and what then counted as applied, and as it is now (null: gone). */
export interface StepSides {
  before: JsonObject;
  target: JsonObject;
  applied: JsonObject;
  now: JsonObject | null;
}

export interface RestoredAttributes {
  desired: JsonObject;
  /** Of `desired` what Groundwork looks after: without what only tells where a client's own parts stand. */
  ours: JsonObject;
  /** What was applied last, as far as it is compared. */
  base: JsonObject;
  notes: string[];
}

/** The attributes that the step changed, as they were. */
export function changedAttributes({ kind, changes }: PlanItem, sides: StepSides, base: JsonObject): RestoredAttributes {
  const desired: Record<string, Json> = {};
  const ours: Record<string, Json> = {};
  const applied: Record<string, Json> = { ...base };
  const remarks: string[] = [];
  for (const { path } of changes) {
    const value = sides.before[path];
    const key = kinds[kind].keyedLists[path];
    if (key !== undefined) {
      const isOrdered = !kinds[kind].unordered?.includes(path);
      const parts = restoreParts({ path, key, isOrdered }, sides, base[path]);
      desired[path] = parts.desired;
      ours[path] = parts.ours;
      applied[path] = parts.base;
      remarks.push(...parts.notes);
    } else if (value !== undefined) {
      desired[path] = value;
      ours[path] = value;
    } else remarks.push(notes.staysSetNote(path));
  }
  return { desired, ours, base: applied, notes: remarks };
}

/**
 * All that can be written of an object that is made again. What no blueprint said is as before, unless a client has filled it
 * since in the object that stands for it now.
 */
export function wholeObject(kind: KindName, { before, now }: StepSides, base: JsonObject | null): RestoredAttributes {
  const desired = Object.fromEntries(
    kinds[kind].managed.flatMap((path) => {
      const isTheirs = base?.[path] === undefined && !isEmpty(now?.[path]);
      const value = writable(path, (isTheirs && base ? now?.[path] : before[path]) ?? null);
      return isEmpty(value) ? [] : [[path, value] as const];
    }),
  );
  return { desired, ours: desired, base: base ?? {}, notes: [] };
}

/** Who is no user of the account any more cannot be put into a team again. */
const writable = (path: string, value: Json): Json =>
  path === 'teamMembers' && isJsonList(value)
    ? value.filter((member) => typeof member === 'string' && !member.startsWith('user:'))
    : value;

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (isJsonList(value) && value.length === 0);
