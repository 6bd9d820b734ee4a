import { asTemplate, describeUnknown } from '../blueprint/references.ts';
import type { Json, JsonObject } from '../json.ts';
import { covers } from './covers.ts';
import type { PartRow } from './match-parts.ts';
import { ambiguousPartNote, droppedPartNote, keptNote, takenOutNote } from './notes.ts';
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
  notes: string[];
}

/** One part of a keyed list, three ways. */
export function mergePart(path: string, row: PartRow): MergedPart {
  const { name, desired, base, live } = row;
  if (desired && live) return mergeBoth(`${path}[${name}]`, { desired, base, live });
  if (desired && base) return takenOut(path, name, { desired, base });
  if (desired)
    return { target: desired, after: describeUnknown(desired), before: null, applied: desired, kept: [], notes: [] };
  if (base && live && !row.isAmbiguous) {
    const isEdited = !covers(base, live);
    const notes = [droppedPartNote(path, name, isEdited)];
    return { target: null, after: null, before: reduced(live, base), applied: null, kept: [], notes };
  }
  const part = live ?? {};
  const notes = base ? [ambiguousPartNote(path, name)] : [];
  return { target: asTemplate(part), after: part, before: part, applied: null, kept: [], notes };
}

function mergeBoth(
  path: string,
  { desired, base, live }: { desired: JsonObject; base: JsonObject | undefined; live: JsonObject },
): MergedPart {
  const target: Record<string, Json> = {};
  const after: Record<string, Json> = {};
  const applied: Record<string, Json> = { ...desired };
  const kept: AttributeChange[] = [];
  for (const [property, wanted] of Object.entries(describeUnknown(desired))) {
    const was = base?.[property];
    const held = live[property] ?? null;
    if (was === undefined || threeWay(wanted, was, held) !== 'keep') {
      target[property] = desired[property] ?? null;
      after[property] = wanted;
      continue;
    }
    if (held !== null) {
      target[property] = asTemplate(held);
      after[property] = held;
    }
    applied[property] = asTemplate(was);
    kept.push({ path: `${path}.${property}`, before: held, after: wanted, clientEdited: true, base: was });
  }
  return { target, after, before: reduced(live, after), applied, kept, notes: kept.map(keptNote) };
}

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
    notes: [takenOutNote(path, name)],
  };
}

const reduced = (live: JsonObject, to: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(to).map((property) => [property, live[property] ?? null]));
