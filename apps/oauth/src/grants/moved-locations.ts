import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import type { LocationRow } from './standing-rows.ts';

/** For the agency that it left. What is known of its leaving already stays. */
export const leaveBehind = (
  trx: Transaction<OAuthDatabase>,
  companyId: string,
  { row, movedAt }: { row: Pick<LocationRow, 'location_id' | 'name' | 'address'>; movedAt: Date },
) =>
  trx
    .insertInto('moved_locations')
    .values({
      company_id: companyId,
      location_id: row.location_id,
      name: row.name,
      address: row.address,
      moved_at: movedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** When these locations left a company, as far as they did. */
export async function readMoved(
  trx: Transaction<OAuthDatabase>,
  companyId: string | null,
  ids: string[],
): Promise<Map<string, Date>> {
  if (companyId === null) return new Map();
  const rows = await trx
    .selectFrom('moved_locations')
    .select(['location_id', 'moved_at'])
    .where('company_id', '=', companyId)
    .where('location_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.location_id, row.moved_at]));
}

/** They are back. */
export const forgetMoved = (trx: Transaction<OAuthDatabase>, companyId: string, ids: string[]) =>
  trx.deleteFrom('moved_locations').where('company_id', '=', companyId).where('location_id', 'in', ids).execute();
