import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import type { LocationRef } from './pauses.ts';

/** GHL does not know it any more. Evidence of an install that is newer brings it back. */
export async function recordDeleted(trx: Transaction<OAuthDatabase>, ref: LocationRef, at: Date): Promise<void> {
  await ofCompany(trx, ref).set({ deleted_at: at, ask_after: null }).execute();
}

/** Another agency has it, known to us or not: this one keeps where it was, and the row waits for whoever shows it next. */
export async function recordMovedAway(trx: Transaction<OAuthDatabase>, ref: LocationRef, at: Date): Promise<void> {
  const left = await ofCompany(trx, ref)
    .set({ company_id: null, company_at: at, ask_after: null })
    .returning(['name', 'address'])
    .executeTakeFirst();
  if (left === undefined) return;
  await trx
    .insertInto('moved_locations')
    .values({ company_id: ref.companyId, location_id: ref.locationId, ...left, moved_at: at })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'location_id']).doUpdateSet({ moved_at: sql`excluded.moved_at` }),
    )
    .execute();
  await trx.deleteFrom('location_tokens').where('id', '=', `${ref.companyId}/${ref.locationId}`).execute();
}

/** It is still there, without the app: nothing more to ask. */
export async function recordStillThere(trx: Transaction<OAuthDatabase>, ref: LocationRef): Promise<void> {
  await ofCompany(trx, ref).set({ ask_after: null }).execute();
}

/** It may have been installed again since GHL was asked: then what it said is old. */
const ofCompany = (trx: Transaction<OAuthDatabase>, { companyId, locationId }: LocationRef) =>
  trx
    .updateTable('installed_locations')
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .where('state', '=', 'uninstalled');
