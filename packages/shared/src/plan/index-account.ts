import { kinds } from '../kinds/registry.ts';
import type { KindName, LiveResource } from '../kinds/types.ts';

export type LiveAccount = Readonly<Record<KindName, readonly LiveResource[]>>;

export interface AccountIndex {
  /** By `<kind>:<id>`. */
  byId: ReadonlyMap<string, LiveResource>;
  /** By `<kind>:<natural key>`. */
  byKey: ReadonlyMap<string, readonly LiveResource[]>;
}

export function indexAccount(live: LiveAccount): AccountIndex {
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
