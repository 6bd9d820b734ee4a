import type { Tx } from '@groundwork/db';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { sql } from 'kysely';

/**
 * Writes the locations as the OAuth service knows them, and says whether a row changed by it. One that it no longer lists
 * counts as uninstalled. Whether the answer is the newest is for the caller to know: `refreshLocations`.
 */
export async function syncLocations(
  tx: Tx,
  agencyId: string,
  installation: BridgeResponse<'installation'>,
): Promise<boolean> {
  if (!installation.reconciledAt) return false;
  const readAt = new Date(installation.reconciledAt);
  // The agency's row first, and always: two of these at once take turns.
  await tx.updateTable('agencies').set({ accounts_synced_at: readAt }).where('id', '=', agencyId).execute();
  const rows = oncePerLocation(installation.locations).map((location) => ({
    agency_id: agencyId,
    id: location.locationId,
    name: location.name,
    address: location.address,
    state: location.state,
  }));
  const written =
    rows.length === 0
      ? []
      : await tx
          .insertInto('locations')
          .values(rows)
          .onConflict((conflict) =>
            conflict
              .columns(['agency_id', 'id'])
              .doUpdateSet((row) => ({
                name: row.ref('excluded.name'),
                address: row.ref('excluded.address'),
                state: row.ref('excluded.state'),
              }))
              .where(
                sql<boolean>`(locations.name, locations.address, locations.state)
              is distinct from (excluded.name, excluded.address, excluded.state)`,
              ),
          )
          .returning('id')
          .execute();
  const gone = await tx
    .updateTable('locations')
    .set({ state: 'uninstalled' })
    .where('agency_id', '=', agencyId)
    .where('state', 'in', ['active', 'paused'])
    .$if(rows.length > 0, (query) =>
      query.where(
        'id',
        'not in',
        rows.map((row) => row.id),
      ),
    )
    .returning('id')
    .execute();
  return written.length + gone.length > 0;
}

/** One that came back may still be known as moved as well. */
export const oncePerLocation = (locations: BridgeResponse<'installation'>['locations']) =>
  locations.filter(
    ({ locationId, state }) =>
      state !== 'moved' || !locations.some((other) => other.locationId === locationId && other.state !== 'moved'),
  );
