import type { Ghl } from '../../packages/integrations/src/ghl/index.ts';

type Live = Awaited<ReturnType<Ghl['list']>>[number];

/** A GHL that answers at once and keeps what it is told: what is left of a job's time is Groundwork's own. */
export function instantGhl(onCreate: (locationId: string, name: string) => void | Promise<void> = () => {}): Ghl {
  const held = new Map<string, Live[]>();
  const of = (kind: string, locationId: string): Live[] => {
    const key = `${locationId} ${kind}`;
    const list = held.get(key) ?? [];
    held.set(key, list);
    return list;
  };
  const unused = () => Promise.reject(new Error('not part of this benchmark'));
  return {
    name: 'ghl',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => Promise.resolve({ state: 'up', detail: null }),
    list: (kind, { locationId }) => Promise.resolve([...of(kind, locationId)]),
    get: (kind, { locationId }, id) => Promise.resolve(of(kind, locationId).find((live) => live.id === id) ?? null),
    async create(kind, { locationId }, attributes) {
      await onCreate(locationId, nameOf(attributes));
      const list = of(kind, locationId);
      const live = { id: `${kind}-${list.length}`, attributes };
      list.push(live);
      return live;
    },
    missingScopes: () => Promise.resolve({ read: [], write: [] }),
    users: () => Promise.resolve([]),
    location: unused,
    update: unused,
    remove: unused,
    user: unused,
    company: unused,
  };
}

const nameOf = ({ name }: Live['attributes']): string => (typeof name === 'string' ? name : '');
