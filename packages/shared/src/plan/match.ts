import { fillReferences } from '../blueprint/references.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName, LiveResource } from '../kinds/types.ts';
import type { StateEntry } from './types.ts';

/** What stands for a resource in the account. */
export type Match =
  /** By recorded id. */
  | { by: 'id'; live: LiveResource; entry: StateEntry; duplicates: LiveResource[] }
  /** By natural key: it was there before us, or `lost` says what we recorded is gone. */
  | { by: 'key'; live: LiveResource; lost: StateEntry | null; duplicates: LiveResource[] }
  /** The object of this key stands for another resource. */
  | { by: 'taken'; owner: string }
  | { by: 'none'; lost: StateEntry | null };

export type LiveAccount = Readonly<Record<KindName, readonly LiveResource[]>>;

/** Finds each resource's object: recorded ids of all resources first, then natural keys among what is left. */
export function matchResources(
  resources: readonly ResolvedResource[],
  live: LiveAccount,
  state: readonly StateEntry[],
): Map<string, Match> {
  const index = indexAccount(live);
  const entries = new Map(state.map((entry) => [entry.address, entry]));
  const owners = new Map<LiveResource, string>();
  const recorded = new Map<string, LiveResource>();
  for (const { address, kind } of resources) {
    const entry = entries.get(address);
    const object = entry && index.byId.get(`${kind}:${entry.ghlId}`);
    if (!object || owners.has(object)) continue;
    owners.set(object, address);
    recorded.set(address, object);
  }

  const matches = new Map<string, Match>();
  for (const resource of resources) {
    const { address, kind } = resource;
    const entry = entries.get(address) ?? null;
    const ours = recorded.get(address);
    const sameKey = (index.byKey.get(`${kind}:${keyOf(resource)}`) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const free = sameKey.filter((object) => !owners.has(object));
    const [first, ...rest] = free;
    const [taken] = sameKey;
    if (ours && entry) matches.set(address, { by: 'id', live: ours, entry, duplicates: free });
    else if (first) {
      owners.set(first, address);
      matches.set(address, { by: 'key', live: first, lost: entry, duplicates: rest });
    } else if (taken) matches.set(address, { by: 'taken', owner: owners.get(taken) ?? '' });
    else matches.set(address, { by: 'none', lost: entry });
  }
  return matches;
}

const keyOf = ({ kind, properties }: ResolvedResource): string =>
  kinds[kind].naturalKey(fillReferences(properties, () => undefined));

function indexAccount(live: LiveAccount) {
  const byId = new Map<string, LiveResource>();
  const byKey = new Map<string, LiveResource[]>();
  for (const kind of Object.values(kinds)) {
    for (const object of live[kind.name]) {
      byId.set(`${kind.name}:${object.id}`, object);
      const key = `${kind.name}:${kind.naturalKey(object.attributes)}`;
      const sameKey = byKey.get(key);
      if (sameKey) sameKey.push(object);
      else byKey.set(key, [object]);
    }
  }
  return { byId, byKey };
}
