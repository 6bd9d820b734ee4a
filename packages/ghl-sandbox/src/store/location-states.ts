import type { World } from '../world.ts';

/** `deleted` is for good: the row stays, so that GHL can tell what was deleted from what it never knew. */
export type SandboxLocationState = 'active' | 'paused' | 'deleted';

export interface LocationStanding {
  locationId: string;
  companyId: string;
  state: SandboxLocationState;
}

export const isPaused = ({ store }: World, locationId: string): boolean =>
  store.get('SELECT 1 FROM paused_location WHERE location_id = ?', locationId) !== undefined;

export function setPaused({ store }: World, locationId: string, paused: boolean): void {
  store.run(
    paused ? 'INSERT OR IGNORE INTO paused_location VALUES (?)' : 'DELETE FROM paused_location WHERE location_id = ?',
    locationId,
  );
}

/** Every location that is or was here, in order of creation. */
export const locationStandings = ({ store }: World): LocationStanding[] =>
  store.all<LocationStanding>(`${standings} ORDER BY seq`).map((row) => ({ ...row }));

export const locationStanding = ({ store }: World, locationId: string): LocationStanding | undefined =>
  store.get<LocationStanding>(`${standings} AND id = ?`, locationId);

const standings = `
SELECT id AS locationId, owner_id AS companyId,
  CASE WHEN body IS NULL THEN 'deleted' WHEN location_id IS NULL THEN 'active' ELSE 'paused' END AS state
FROM resource LEFT JOIN paused_location ON location_id = id WHERE kind = 'location'`;
