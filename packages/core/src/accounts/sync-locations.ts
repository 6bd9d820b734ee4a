import type { Tx } from '@groundwork/db';
import type { BridgeResponse } from '@groundwork/shared/bridge';

/** Writes the installed locations as the OAuth service knows them. One that it no longer lists counts as uninstalled. */
export async function syncLocations(
  tx: Tx,
  agencyId: string,
  installation: BridgeResponse<'installation'>,
): Promise<void> {
  if (!installation.reconciledAt) return;
  const readAt = new Date(installation.reconciledAt);
  // The agency's row first, and always: two of these at once take turns, and the older answer changes nothing.
  const agency = await tx
    .selectFrom('agencies')
    .select('accounts_synced_at')
    .where('id', '=', agencyId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (agency.accounts_synced_at && agency.accounts_synced_at > readAt) return;
  const rows = installation.locations.map((location) => ({
    agency_id: agencyId,
    id: location.locationId,
    name: location.name,
    address: location.address,
    state: location.state,
  }));
  if (rows.length > 0)
    await tx
      .insertInto('locations')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['agency_id', 'id']).doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          address: row.ref('excluded.address'),
          state: row.ref('excluded.state'),
        })),
      )
      .execute();
  await tx
    .updateTable('locations')
    .set({ state: 'uninstalled' })
    .where('agency_id', '=', agencyId)
    .$if(rows.length > 0, (query) =>
      query.where(
        'id',
        'not in',
        rows.map((row) => row.id),
      ),
    )
    .execute();
  await tx.updateTable('agencies').set({ accounts_synced_at: readAt }).where('id', '=', agencyId).execute();
}
