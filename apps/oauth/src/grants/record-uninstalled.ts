import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import { leavingColumns } from './leaving-columns.ts';

const epoch = new Date(0);

/** Ends a company's grant and everything minted from it, unless a newer grant or INSTALL is known. */
export async function recordCompanyUninstalled(
  trx: Transaction<OAuthDatabase>,
  companyId: string,
  at: Date,
): Promise<void> {
  // Without a grant yet, the row says to the one that may still arrive that it is older than this.
  await trx
    .insertInto('installations')
    .values({ id: randomUUID(), company_id: companyId, user_type: 'Company', issued_at: epoch, uninstalled_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['company_id', 'location_id'])
        .doUpdateSet({ uninstalled_at: sql`greatest(installations.uninstalled_at, excluded.uninstalled_at)` }),
    )
    .execute();
  await trx.updateTable('installed_locations').set(leavingColumns(at)).where('company_id', '=', companyId).execute();
  await trx
    .deleteFrom('location_tokens')
    .where('company_id', '=', companyId)
    .where('location_id', 'not in', (eb) =>
      eb
        .selectFrom('installed_locations')
        .select('location_id')
        .where('company_id', '=', companyId)
        .where('state', '=', 'active'),
    )
    .execute();
}

/** Ends one location's tokens and its own grant, if it has one. GHL names no company here. */
export async function recordLocationUninstalled(
  trx: Transaction<OAuthDatabase>,
  locationId: string,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('installations')
    .set({ uninstalled_at: sql`greatest(uninstalled_at, ${at}::timestamptz)` })
    .where('location_id', '=', locationId)
    .execute();
  await trx
    .insertInto('installed_locations')
    .values({ location_id: locationId, uninstalled_at: at, uninstalled_by_name_at: at })
    .onConflict((conflict) =>
      conflict.column('location_id').doUpdateSet({
        ...leavingColumns(at),
        uninstalled_by_name_at: sql`greatest(installed_locations.uninstalled_by_name_at, excluded.uninstalled_by_name_at)`,
      }),
    )
    .execute();
  await trx
    .deleteFrom('location_tokens')
    .where('location_id', '=', locationId)
    .where('location_id', 'in', (eb) =>
      eb.selectFrom('installed_locations').select('location_id').where('state', '=', 'uninstalled'),
    )
    .execute();
}
