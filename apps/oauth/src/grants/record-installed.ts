import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';

export interface InstalledEvidence {
  locationId: string;
  /** An INSTALL through "future locations" may not name it. */
  companyId: string | null;
  name?: string | null;
  address?: string | null;
}

/**
 * Notes that the app was seen installed on these locations at this time (GHL's clock). Order does not matter: the newest
 * evidence decides, and an UNINSTALL of the whole company that came before counts for a location heard of later.
 */
export async function recordInstalled(
  trx: Transaction<OAuthDatabase>,
  locations: readonly InstalledEvidence[],
  at: Date,
): Promise<void> {
  if (locations.length === 0) return;
  // Two reads of one list that are stored at the same time lock their rows in the same order.
  const inOrder = locations.toSorted((left, right) => (left.locationId < right.locationId ? -1 : 1));
  await trx
    .insertInto('installed_locations')
    .values(
      inOrder.map(({ locationId, companyId, name = null, address = null }) => ({
        location_id: locationId,
        company_id: companyId,
        name,
        address,
        installed_at: at,
        uninstalled_at: companyUninstalledAt(companyId),
      })),
    )
    .onConflict((conflict) =>
      conflict.column('location_id').doUpdateSet({
        company_id: sql`coalesce(excluded.company_id, installed_locations.company_id)`,
        name: sql`coalesce(excluded.name, installed_locations.name)`,
        address: sql`coalesce(excluded.address, installed_locations.address)`,
        installed_at: sql`greatest(installed_locations.installed_at, excluded.installed_at)`,
        uninstalled_at: sql`greatest(installed_locations.uninstalled_at, excluded.uninstalled_at)`,
      }),
    )
    .execute();
}

const companyUninstalledAt = (companyId: string | null) => sql<Date | null>`(
  select uninstalled_at from installations where company_id = ${companyId} and location_id is null)`;
