import { fillReferences } from '../blueprint/references.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import { kinds } from '../kinds/registry.ts';
import type { LiveResource } from '../kinds/types.ts';
import { findRecorded } from './find-recorded.ts';
import { indexAccount, type LiveAccount } from './index-account.ts';
import type { StateEntry } from './types.ts';

/** What stands for a resource in the account. */
export type Match =
  /** By recorded id. The entry has another address where the blueprint has given the resource a new one. */
  | { by: 'id'; live: LiveResource; entry: StateEntry; duplicates: LiveResource[] }
  /** By natural key: it was there before us, or `lost` says what we recorded is gone. */
  | { by: 'key'; live: LiveResource; lost: StateEntry | null; duplicates: LiveResource[] }
  /** The object of this key stands for another resource. */
  | { by: 'taken'; owner: string }
  | { by: 'none'; lost: StateEntry | null };

/** Finds each resource's object: what is recorded of all resources first, then natural keys among what is left. */
export function matchResources(
  resources: readonly ResolvedResource[],
  live: LiveAccount,
  state: readonly StateEntry[],
): Map<string, Match> {
  const index = indexAccount(live);
  const entries = new Map(state.map((entry) => [entry.address, entry]));
  const keyed = resources.map((resource) => ({ address: resource.address, key: keyOf(resource) }));
  const recorded = findRecorded(keyed, index, state);
  const owners = new Map([...recorded].map(([address, ours]) => [ours.live, address]));

  const matches = new Map<string, Match>();
  for (const { address, key } of keyed) {
    const lost = entries.get(address) ?? null;
    const ours = recorded.get(address);
    const sameKey = (index.byKey.get(key) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const free = sameKey.filter((object) => !owners.has(object));
    const [first, ...rest] = free;
    const [taken] = sameKey;
    if (ours) matches.set(address, { by: 'id', ...ours, duplicates: free });
    else if (first) {
      owners.set(first, address);
      matches.set(address, { by: 'key', live: first, lost, duplicates: rest });
    } else if (taken) matches.set(address, { by: 'taken', owner: owners.get(taken) ?? '' });
    else matches.set(address, { by: 'none', lost });
  }
  return matches;
}

const keyOf = ({ kind, properties }: ResolvedResource): string =>
  `${kind}:${kinds[kind].naturalKey(fillReferences(properties, () => undefined))}`;
