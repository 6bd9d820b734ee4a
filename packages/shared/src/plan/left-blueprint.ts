import { asTemplate } from '../blueprint/references.ts';
import { kinds } from '../kinds/registry.ts';
import { kindNames, type LiveResource } from '../kinds/types.ts';
import { covers } from './covers.ts';
import type { LiveAccount } from './match.ts';
import * as notes from './notes.ts';
import type { AttributeChange, PlanItem, StateEntry } from './types.ts';

/** Lines for recorded objects that the blueprint no longer names and the account still holds. */
export function leftBlueprint(
  { live, state }: { live: LiveAccount; state: readonly StateEntry[] },
  items: readonly PlanItem[],
): PlanItem[] {
  const addresses = new Set(items.map(({ address }) => address));
  const held = new Map<string, LiveResource>(
    kindNames.flatMap((kind) => live[kind].map((object) => [`${kind}:${object.id}`, object] as const)),
  );
  const objects = new Set<string>(items.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  return state.flatMap((entry): PlanItem[] => {
    const name = `${entry.kind}:${entry.ghlId}`;
    const object = held.get(name);
    if (!object || addresses.has(entry.address) || objects.has(name)) return [];
    objects.add(name);
    const kind = kinds[entry.kind];
    const changes = entry.origin === 'created' ? lostAttributes(entry, object.attributes) : [];
    return [
      {
        address: entry.address,
        kind: entry.kind,
        action: entry.origin === 'created' ? 'delete' : 'no-op',
        title: kind.title(object.attributes),
        ghlId: object.id,
        changes,
        desired: {},
        target: {},
        applied: asTemplate(entry.lastApplied),
        live: object.attributes,
        dependsOn: [],
        kept: [],
        notes:
          entry.origin === 'created'
            ? notes.deleteNotes(
                kind,
                changes.filter(({ clientEdited }) => clientEdited),
              )
            : [notes.leftAdoptedNote],
      },
    ];
  });
}

/** Every attribute that goes with the object, so that an approval names what was there. */
const lostAttributes = ({ kind, lastApplied }: StateEntry, live: PlanItem['desired']): AttributeChange[] =>
  kinds[kind].managed.flatMap((path) => {
    const [before, base] = [live[path], lastApplied[path]];
    if (before === undefined) return [];
    const isEdited = base !== undefined && !covers(base, before);
    return [{ path, before, after: null, ...(isEdited ? { clientEdited: true, base } : {}) }];
  });
