import type { Db } from '@groundwork/db';
import type { Claim, StateEntry } from '@groundwork/shared/plan';

/** What Groundwork applied to the location from this blueprint. */
export async function readState(
  db: Db,
  key: { agencyId: string; locationId: string; blueprintId: string },
): Promise<StateEntry[]> {
  const rows = await db
    .selectFrom('resource_states')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .where('blueprint_id', '=', key.blueprintId)
    .select(['address', 'kind', 'ghl_id', 'last_applied', 'origin', 'retain', 'secrets'])
    .execute();
  return rows.map((row) => ({
    address: row.address,
    kind: row.kind,
    ghlId: row.ghl_id,
    lastApplied: row.last_applied,
    origin: row.origin,
    ...(row.retain === null ? {} : { retain: row.retain }),
    ...(row.secrets.length === 0 ? {} : { secrets: row.secrets }),
  }));
}

/** What other blueprints were applied to in the location. */
export const readClaims = (
  db: Db,
  key: { agencyId: string; locationId: string; blueprintId: string },
): Promise<Claim[]> =>
  db
    .selectFrom('resource_states')
    .innerJoin('blueprints', 'blueprints.id', 'resource_states.blueprint_id')
    .where('resource_states.agency_id', '=', key.agencyId)
    .where('resource_states.location_id', '=', key.locationId)
    .where('resource_states.blueprint_id', '<>', key.blueprintId)
    .select(['resource_states.kind', 'resource_states.ghl_id as ghlId', 'blueprints.name as blueprint'])
    .execute();
