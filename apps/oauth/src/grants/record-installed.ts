import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import { forgetMoved, leaveBehind, readMoved } from './moved-locations.ts';
import { columnsOf, freshHere, keptAsIs, overwriting, standingOf, unheardOf } from './standing-rows.ts';
import type { LocationRow } from './standing-rows.ts';
import { weighEvidence } from './weigh-evidence.ts';
import type { Sighting, Weighed } from './weigh-evidence.ts';

export interface SeenLocation {
  locationId: string;
  name?: string | null;
  address?: string | null;
}

export interface SeenInstalled {
  /** Null where an INSTALL did not say whose they are. */
  companyId: string | null;
  locations: readonly SeenLocation[];
  /** By GHL's clock. */
  at: Date;
}

/**
 * Notes that the app was seen on these locations. Order does not matter: the newest evidence decides, an UNINSTALL of the
 * whole company that came before counts for a location heard of later, and a location that another company had moves.
 */
export async function recordInstalled(trx: Transaction<OAuthDatabase>, seen: SeenInstalled): Promise<void> {
  // Two reads of one list that are stored at the same time lock their rows in the same order.
  const inOrder = seen.locations.toSorted((left, right) => (left.locationId < right.locationId ? -1 : 1));
  for (let start = 0; start < inOrder.length; start += atOnce)
    await recordPart(trx, { ...seen, locations: inOrder.slice(start, start + atOnce) });
}

/** PostgreSQL takes 65,535 parameters a statement. */
const atOnce = 1_000;

async function recordPart(trx: Transaction<OAuthDatabase>, { companyId, locations, at }: SeenInstalled): Promise<void> {
  const companyUninstalledAt = await readCompanyUninstalledAt(trx, companyId);
  const sightings = new Map<string, Sighting>(
    locations.map(({ locationId, name = null, address = null }) => [
      locationId,
      { companyId, name, address, at, companyUninstalledAt, movedAt: null },
    ]),
  );
  await insertNew(trx, sightings);
  if (sightings.size === 0) return;

  const ids = [...sightings.keys()];
  const rows = await trx
    .selectFrom('installed_locations')
    .selectAll()
    .where('location_id', 'in', ids)
    .orderBy('location_id')
    .forUpdate()
    .execute();
  const leftAt = await readMoved(trx, companyId, ids);
  const weighed = rows.map((row) => {
    const seen = sightings.get(row.location_id);
    if (seen === undefined) throw new Error(`Nobody asked for location ${row.location_id}.`);
    const movedAt = leftAt.get(row.location_id) ?? null;
    return { row, seen, ...weighEvidence(standingOf(row), { ...seen, movedAt }) };
  });
  await write(trx, weighed);
}

/** Leaves in the map those that are known already. */
async function insertNew(trx: Transaction<OAuthDatabase>, sightings: Map<string, Sighting>): Promise<void> {
  const inserted = await trx
    .insertInto('installed_locations')
    .values(
      [...sightings].map(([locationId, seen]) => ({
        location_id: locationId,
        ...columnsOf(weighEvidence(unheardOf, seen).standing),
      })),
    )
    .onConflict((conflict) => conflict.column('location_id').doNothing())
    .returning('location_id')
    .execute();
  for (const { location_id: locationId } of inserted) sightings.delete(locationId);
}

async function write(
  trx: Transaction<OAuthDatabase>,
  weighed: readonly (Weighed & { row: LocationRow; seen: Sighting })[],
): Promise<void> {
  const here = weighed.filter(({ outcome }) => outcome !== 'stays-away');
  if (here.length > 0) {
    await trx
      .insertInto('installed_locations')
      .values(
        here.map(({ row, outcome, standing }) => ({
          location_id: row.location_id,
          ...columnsOf(standing),
          // A pause and an end that its former agency was told of are nothing to the new one.
          ...(outcome === 'moved' || row.company_id === null ? freshHere : keptAsIs(row)),
        })),
      )
      .onConflict((conflict) => conflict.column('location_id').doUpdateSet(overwriting))
      .execute();
  }
  for (const { row, seen, outcome, standing } of weighed) {
    if (outcome === 'moved' && row.company_id !== null) {
      await leaveBehind(trx, row.company_id, { row, movedAt: standing.companyAt ?? seen.at });
      await trx.deleteFrom('location_tokens').where('id', '=', `${row.company_id}/${row.location_id}`).execute();
    }
    if (outcome === 'stays-away' && seen.companyId !== null) {
      const { name, address } = seen.name === null ? row : seen;
      await leaveBehind(trx, seen.companyId, { row: { ...row, name, address }, movedAt: row.company_at ?? seen.at });
    }
  }
  const companyId = here[0]?.seen.companyId ?? null;
  if (companyId === null) return;
  await forgetMoved(
    trx,
    companyId,
    here.map(({ row }) => row.location_id),
  );
}

async function readCompanyUninstalledAt(
  trx: Transaction<OAuthDatabase>,
  companyId: string | null,
): Promise<Date | null> {
  if (companyId === null) return null;
  const row = await trx
    .selectFrom('installations')
    .select('uninstalled_at')
    .where('company_id', '=', companyId)
    .where('location_id', 'is', null)
    .executeTakeFirst();
  return row?.uninstalled_at ?? null;
}
