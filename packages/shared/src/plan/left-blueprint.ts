import { asTemplate } from '../blueprint/references.ts';
import { kinds } from '../kinds/registry.ts';
import { type KindName, kindNames, type LiveResource } from '../kinds/types.ts';
import { covers } from './covers.ts';
import type { LiveAccount } from './index-account.ts';
import * as notes from './notes.ts';
import type { AttributeChange, PlanItem, Retention, StateEntry } from './types.ts';

/** An object that another blueprint was applied to as well. */
export interface Claim {
  kind: KindName;
  ghlId: string;
  /** The other blueprint's name. */
  blueprint: string;
}

/** Lines for recorded objects that the blueprint no longer names and the account still holds. */
export function leftBlueprint(
  { live, state, claims }: { live: LiveAccount; state: readonly StateEntry[]; claims: readonly Claim[] },
  items: readonly PlanItem[],
): PlanItem[] {
  const addresses = new Set(items.map(({ address }) => address));
  const held = new Map<string, LiveResource>(
    kindNames.flatMap((kind) => live[kind].map((object) => [`${kind}:${object.id}`, object] as const)),
  );
  const claimed = new Map(claims.map(({ kind, ghlId, blueprint }) => [`${kind}:${ghlId}`, blueprint]));
  // An object may be recorded under two addresses; what either says of keeping it holds.
  const retained = new Map<string, Retention>(
    state.flatMap(({ kind, ghlId, retain }) => (retain ? [[`${kind}:${ghlId}`, retain] as const] : [])),
  );
  const objects = new Set<string>(items.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  return state.flatMap((entry): PlanItem[] => {
    const name = `${entry.kind}:${entry.ghlId}`;
    const object = held.get(name);
    if (!object || addresses.has(entry.address) || objects.has(name)) return [];
    objects.add(name);
    const kind = kinds[entry.kind];
    const owner = claimed.get(name);
    const retain = retained.get(name);
    const goes = entry.origin === 'created' && owner === undefined && retain === undefined;
    const stays = owner === undefined ? whyKept(retain) : notes.claimedNote(owner);
    const changes = goes ? lostAttributes(entry, object.attributes) : [];
    return [
      {
        address: entry.address,
        kind: entry.kind,
        action: goes ? 'delete' : 'no-op',
        title: kind.title(object.attributes),
        ghlId: object.id,
        changes,
        desired: {},
        target: {},
        applied: asTemplate(entry.lastApplied),
        live: object.attributes,
        dependsOn: [],
        kept: [],
        ...(retain ? { retain } : {}),
        ...(entry.secrets ? { secrets: entry.secrets } : {}),
        notes: goes
          ? notes.deleteNotes(
              kind,
              changes.filter(({ clientEdited }) => clientEdited),
            )
          : [stays],
      },
    ];
  });
}

function whyKept(retain: Retention | undefined): string {
  if (retain === 'protected') return notes.protectedLeftNote;
  return retain === 'seeded' ? notes.seededLeftNote : notes.leftAdoptedNote;
}

/** Every attribute that goes with the object, so that an approval names what was there. */
const lostAttributes = ({ kind, lastApplied }: StateEntry, live: PlanItem['desired']): AttributeChange[] =>
  kinds[kind].managed.flatMap((path) => {
    const [before, base] = [live[path], lastApplied[path]];
    if (before === undefined) return [];
    const isEdited = base !== undefined && !covers(base, before);
    return [{ path, before, after: null, ...(isEdited ? { clientEdited: true, base } : {}) }];
  });
