import { bindReferences, describeUnknown, fillReferences, type Lookup } from '../blueprint/references.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import type { JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { Kind, LiveResource } from '../kinds/types.ts';
import { compare, type Comparison } from './compare.ts';
import type { Match } from './match.ts';
import * as notes from './notes.ts';
import type { Overwrites } from './overwrites.ts';
import { keepIgnored, withoutIgnored } from './set-aside.ts';
import type { AttributeChange, PlanItem, StateEntry } from './types.ts';

/** What one resource of the blueprint asks for, given what stands for it in the account. */
export function planItem(
  resource: ResolvedResource,
  match: Match,
  { lookup, overwrites }: { lookup: Lookup; overwrites: Overwrites },
): PlanItem {
  const kind = kinds[resource.kind];
  const desired = bindReferences(resource.properties, lookup);
  const live = 'live' in match ? match.live : null;
  const entry = match.by === 'id' ? match.entry : null;
  const movedFrom = entry && entry.address !== resource.address ? entry.address : null;
  const compared = compareWith(resource, { desired, lastApplied: entry?.lastApplied ?? null, live }, overwrites);
  const { changes, stuck, kept, target, applied } = compared;
  const item = {
    address: resource.address,
    kind: resource.kind,
    title: kind.title(describeUnknown(desired)),
    ghlId: live?.id ?? null,
    ...(movedFrom === null ? {} : { movedFrom }),
    changes,
    desired,
    target,
    applied,
    live: live?.attributes ?? null,
    dependsOn: [...resource.dependsOn],
    kept,
    ...retention(resource),
    ...secretsOf(resource, entry),
  };

  switch (match.by) {
    case 'none':
      return { ...item, action: 'create', notes: match.lost ? [notes.createdAgainNote] : [] };
    case 'taken':
      return { ...item, action: 'manual', notes: [notes.takenNote(kind, match.owner)] };
    case 'id':
    case 'key': {
      const moved = movedFrom === null ? [] : [notes.movedNote(movedFrom)];
      if (kind.uniqueNames && match.duplicates.length > 0 && isRenamed(kind, target, match.live)) {
        const note = notes.nameTakenNote(kind, match.duplicates);
        return { ...item, action: 'manual', notes: [note, ...moved, ...compared.notes] };
      }
      const remarks = [...moved, ...compared.notes, ...notes.duplicateNotes(kind, match.duplicates)];
      if (stuck.length > 0) {
        const isOurs = entry?.origin === 'created';
        const isProtected = isOurs && resource.lifecycle?.preventDestroy === true;
        const action = isOurs && !isProtected ? 'replace' : 'manual';
        return {
          ...item,
          action,
          changes: [...stuck, ...changes],
          notes: [reasonOf(kind, stuck, { isOurs, isProtected }), ...remarks],
        };
      }
      if (match.by === 'id') {
        // A move without a change is still a step: it records the new address.
        const otherwise = movedFrom === null ? 'no-op' : 'adopt';
        return { ...item, action: changes.length > 0 ? 'update' : otherwise, notes: remarks };
      }
      return { ...item, action: 'adopt', notes: [match.lost ? notes.foundAgainNote : notes.adoptedNote, ...remarks] };
    }
  }
}

/** A name in other letters is the same name. */
const isRenamed = (kind: Kind, target: JsonObject, { attributes }: LiveResource): boolean =>
  kind.naturalKey(fillReferences(target, () => undefined)) !== kind.naturalKey(attributes);

function retention({ lifecycle }: ResolvedResource): Pick<PlanItem, 'retain'> {
  if (lifecycle?.preventDestroy) return { retain: 'protected' };
  return lifecycle?.manage === 'seed' ? { retain: 'seeded' } : {};
}

/** What was secret when it was applied is so still, whatever the blueprint makes of it now. */
function secretsOf({ secrets = [] }: ResolvedResource, entry: StateEntry | null): Pick<PlanItem, 'secrets'> {
  const all = [...new Set([...secrets, ...(entry?.secrets ?? [])])];
  return all.length > 0 ? { secrets: all } : {};
}

function reasonOf(
  kind: Kind,
  stuck: readonly AttributeChange[],
  is: { isOurs: boolean; isProtected: boolean },
): string {
  if (is.isProtected) return notes.protectedNote(kind, stuck);
  return is.isOurs ? notes.replaceNote(kind, stuck) : notes.manualNote(kind, stuck);
}

/** Without what the resource's lifecycle leaves alone, once there is something to leave alone. */
function compareWith(
  resource: ResolvedResource,
  { desired, lastApplied, live }: { desired: JsonObject; lastApplied: JsonObject | null; live: LiveResource | null },
  overwrites: Overwrites,
): Comparison {
  const kind = kinds[resource.kind];
  if (!live) return compare(kind, { desired, lastApplied, live: null }, overwrites);
  const sides = { desired: withoutIgnored(desired, resource), lastApplied, live: live.attributes };
  return keepIgnored(compare(kind, sides, overwrites), resource, { lastApplied, live: live.attributes });
}
