import type { Db } from '@groundwork/db';
import type { StateEntry } from '@groundwork/shared/plan';

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
    .select(['address', 'kind', 'ghl_id', 'last_applied', 'origin'])
    .execute();
  return rows.map((row) => ({
    address: row.address,
    kind: row.kind,
    ghlId: row.ghl_id,
    lastApplied: row.last_applied,
    origin: row.origin,
  }));
}
