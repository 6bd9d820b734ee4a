import { kinds } from '../kinds/registry.ts';
import type { LiveResource } from '../kinds/types.ts';
import type { AccountIndex } from './index-account.ts';
import type { StateEntry } from './types.ts';

/** An object that Groundwork recorded, and still there. */
export interface Recorded {
  live: LiveResource;
  entry: StateEntry;
}

/**
 * What Groundwork recorded for each resource, by its address: under that address, else under one that the blueprint no longer
 * names, where the object has the resource's natural key or was applied with it. No object is found twice.
 */
export function findRecorded(
  resources: readonly { address: string; key: string }[],
  { byId }: AccountIndex,
  state: readonly StateEntry[],
): Map<string, Recorded> {
  const named = new Set(resources.map(({ address }) => address));
  const held = state.flatMap((entry): Recorded[] => {
    const live = byId.get(`${entry.kind}:${entry.ghlId}`);
    return live ? [{ entry, live }] : [];
  });
  const left = held.filter(({ entry }) => !named.has(entry.address));

  const found = new Map<string, Recorded>();
  const taken = new Set<LiveResource>();
  const match = (candidates: readonly Recorded[], nameOf: (of: Recorded) => string, by: 'address' | 'key') => {
    const named = Map.groupBy(candidates, nameOf);
    for (const resource of resources) {
      if (found.has(resource.address)) continue;
      const free = named.get(resource[by])?.find(({ live }) => !taken.has(live));
      if (!free) continue;
      found.set(resource.address, free);
      taken.add(free.live);
    }
  };
  match(held, ({ entry }) => entry.address, 'address');
  match(left, ({ entry, live }) => `${entry.kind}:${kinds[entry.kind].naturalKey(live.attributes)}`, 'key');
  // A client who renamed the object does not make it another one.
  match(left, ({ entry }) => `${entry.kind}:${kinds[entry.kind].naturalKey(entry.lastApplied)}`, 'key');
  return found;
}
