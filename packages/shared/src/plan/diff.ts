import { bindReferences, describeUnknown, type Lookup } from '../blueprint/references.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import { kinds } from '../kinds/registry.ts';
import { kindNames, type LiveResource } from '../kinds/types.ts';
import { compare, createChanges } from './compare.ts';
import { type LiveAccount, type Match, matchResources } from './match.ts';
import * as notes from './notes.ts';
import { order } from './order.ts';
import type { PlanItem, StateEntry } from './types.ts';

/**
 * What applying the blueprint to the account would do. `live` must be complete lists: what is not in them is missing.
 * `desired` is what the blueprint says, as a template (see `fillReferences`); a writer keeps what `kept` names.
 */
export function diff(input: {
  resources: readonly ResolvedResource[];
  live: LiveAccount;
  state: readonly StateEntry[];
}): PlanItem[] {
  const { live } = input;
  // Rows and lists come in any order; the plan must not depend on it.
  const resources = order(input.resources);
  const state = input.state.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const matches = matchResources(resources, live, state);
  const known = new Map<string, LiveResource>();
  const lookup: Lookup = (address, attribute) => {
    const object = known.get(address);
    return attribute === 'id' ? object?.id : object?.attributes[attribute];
  };

  const items = resources.map((resource) => {
    const match = matches.get(resource.address) ?? { by: 'none', lost: null };
    const item = planItem(resource, match, lookup);
    // A replaced object's id and key are not known before it is created again.
    if ('live' in match && item.action !== 'replace') known.set(resource.address, match.live);
    return item;
  });
  return order([...items, ...leftBlueprint({ live, state }, items)]);
}

function planItem(resource: ResolvedResource, match: Match, lookup: Lookup): PlanItem {
  const kind = kinds[resource.kind];
  const desired = bindReferences(resource.properties, lookup);
  const item = {
    address: resource.address,
    kind: resource.kind,
    title: kind.title(describeUnknown(desired)),
    ghlId: null,
    changes: createChanges(kind, desired),
    desired,
    target: desired,
    applied: desired,
    live: null,
    dependsOn: [...resource.dependsOn],
    kept: [],
    notes: [],
  } satisfies Partial<PlanItem>;

  switch (match.by) {
    case 'none':
      return { ...item, action: 'create', notes: match.lost ? [notes.createdAgainNote] : [] };
    case 'taken':
      return { ...item, action: 'manual', notes: [notes.takenNote(kind, match.owner)] };
    case 'id':
    case 'key': {
      const entry = match.by === 'id' ? match.entry : null;
      const { changes, stuck, kept } = compare(kind, desired, entry?.lastApplied ?? null, match.live.attributes);
      const found = { ...item, ghlId: match.live.id, live: match.live.attributes, kept };
      const remarks = [...notes.keptNotes(kept), ...notes.duplicateNotes(kind, match.duplicates)];
      if (stuck.length > 0) {
        const isOurs = entry?.origin === 'created';
        const reason = isOurs ? notes.replaceNote(kind, stuck) : notes.manualNote(kind, stuck);
        return {
          ...found,
          action: isOurs ? 'replace' : 'manual',
          changes: [...stuck, ...changes],
          notes: [reason, ...remarks],
        };
      }
      if (match.by === 'key')
        return {
          ...found,
          action: 'adopt',
          changes,
          notes: [match.lost ? notes.foundAgainNote : notes.adoptedNote, ...remarks],
        };
      return { ...found, action: changes.length > 0 ? 'update' : 'no-op', changes, notes: remarks };
    }
  }
}

/** Recorded objects that the blueprint no longer names and the account still holds. */
function leftBlueprint(
  { live, state }: { live: LiveAccount; state: readonly StateEntry[] },
  items: readonly PlanItem[],
): PlanItem[] {
  const addresses = new Set(items.map(({ address }) => address));
  const held = new Map(
    kindNames.flatMap((kind) => live[kind].map((object) => [`${kind}:${object.id}`, object] as const)),
  );
  const objects = new Set<string>(items.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  return state.flatMap((entry): PlanItem[] => {
    if (addresses.has(entry.address) || objects.has(`${entry.kind}:${entry.ghlId}`)) return [];
    const object = held.get(`${entry.kind}:${entry.ghlId}`);
    if (!object) return [];
    objects.add(`${entry.kind}:${entry.ghlId}`);
    return [
      {
        address: entry.address,
        kind: entry.kind,
        action: 'no-op',
        title: kinds[entry.kind].title(object.attributes),
        ghlId: object.id,
        changes: [],
        desired: {},
        target: {},
        applied: {},
        live: object.attributes,
        dependsOn: [],
        kept: [],
        notes: [notes.leftBlueprintNote],
      },
    ];
  });
}
