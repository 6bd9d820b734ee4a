import { asTemplate, describeUnknown } from '../blueprint/references.ts';
import type { Json, JsonObject } from '../json.ts';
import { covers } from './covers.ts';
import type { PartRow } from './match-parts.ts';
import {
  ambiguousPartNote,
  broughtBackNote,
  droppedPartNote,
  keptNote,
  overwrittenNote,
  takenOutNote,
} from './notes.ts';
import type { Overwrites } from './overwrites.ts';
import { threeWay } from './three-way.ts';
import type { AttributeChange } from './types.ts';

export interface MergedPart {
  /** What the part shall be, as a template and for a reader. Null: it shall not be there. */
  target: JsonObject | null;
  after: JsonObject | null;
  /** The live part, reduced to what is compared. Null: it is not there. */
  before: JsonObject | null;
  /** What counts as applied afterwards, a template. Null: it is the client's own. */
  applied: JsonObject | null;
  kept: AttributeChange[];
  /** Is an edit of the client written over? */
  isOverwritten: boolean;
  notes: string[];
}

/** One part of a keyed list, three ways. */
export function mergePart(path: string, row: PartRow, overwrites: Overwrites): MergedPart {
  const { name, desired, base, live } = row;
  if (desired && live) return mergeBoth(`${path}[${name}]`, { desired, base, live }, overwrites);
  if (desired && base && !overwrites(`${path}[${name}]`)) return takenOut(path, name, { desired, base });
  if (desired) return added(desired, base ? [broughtBackNote(path, name)] : []);
  if (base && live && !row.isAmbiguous) {
    const isEdited = !covers(base, live);
    const notes = [droppedPartNote(path, name, isEdited)];
    return { target: null, after: null, before: reduced(live, base), applied: null, ...untouched, notes };
  }
  const part = live ?? {};
  const notes = base ? [ambiguousPartNote(path, name)] : [];
  return { target: asTemplate(part), after: part, before: part, applied: null, ...untouched, notes };
}

function mergeBoth(
  path: string,
  { desired, base, live }: { desired: JsonObject; base: JsonObject | undefined; live: JsonObject },
  overwrites: Overwrites,
): MergedPart {
  const target: Record<string, Json> = {};
  const after: Record<string, Json> = {};
  const applied: Record<string, Json> = { ...desired };
  const kept: AttributeChange[] = [];
  const overwritten: AttributeChange[] = [];
  for (const [property, wanted] of Object.entries(describeUnknown(desired))) {
    const was = base?.[property];
    const held = live[property] ?? null;
    const isEdited = was !== undefined && threeWay(wanted, was, held) === 'keep';
    const edit = { path: `${path}.${property}`, before: held, after: wanted, clientEdited: true, base: was };
    if (!isEdited || overwrites(edit.path)) {
      target[property] = desired[property] ?? null;
      after[property] = wanted;
      if (isEdited) overwritten.push(edit);
      continue;
    }
    if (held !== null) {
      target[property] = asTemplate(held);
      after[property] = held;
    }
    applied[property] = asTemplate(was);
    kept.push(edit);
  }
  const notes = [...overwritten.map(overwrittenNote), ...kept.map(keptNote)];
  const isOverwritten = overwritten.length > 0;
  return { target, after, before: reduced(live, after), applied, kept, isOverwritten, notes };
}

/** `notes` says so where the client had taken it out. */
const added = (desired: JsonObject, notes: string[]): MergedPart => ({
  target: desired,
  after: describeUnknown(desired),
  before: null,
  applied: desired,
  kept: [],
  isOverwritten: notes.length > 0,
  notes,
});

/** The client removed it, or gave it another name: it does not come back. */
function takenOut(
  path: string,
  name: string,
  { desired, base }: { desired: JsonObject; base: JsonObject },
): MergedPart {
  const edit = { path: `${path}[${name}]`, before: null, after: describeUnknown(desired), clientEdited: true, base };
  return {
    target: null,
    after: null,
    before: null,
    applied: asTemplate(base),
    kept: [edit],
    isOverwritten: false,
    notes: [takenOutNote(path, name)],
  };
}

const untouched = { kept: [], isOverwritten: false };

const reduced = (live: JsonObject, to: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(to).map((property) => [property, live[property] ?? null]));
