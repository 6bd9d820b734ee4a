import type { Transaction } from 'kysely';
import type { OAuthContext } from '../context.ts';
import type { OAuthDatabase } from '../db/schema.ts';

export interface LocationRef {
  companyId: string;
  locationId: string;
}

/** GHL said that the location is not active: its token is of no use until that is taken back, and GHL is asked at times. */
export async function notePaused({ db, timings }: OAuthContext, { companyId, locationId }: LocationRef): Promise<void> {
  const now = new Date();
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('installed_locations')
      .set((eb) => ({
        paused_at: eb.fn.coalesce('paused_at', eb.val(now)),
        asked_at: now,
        ask_after: new Date(now.getTime() + timings.askPausedEveryMs * (0.8 + 0.4 * Math.random())),
      }))
      .where('location_id', '=', locationId)
      .where('company_id', '=', companyId)
      .execute();
    await trx.deleteFrom('location_tokens').where('id', '=', `${companyId}/${locationId}`).execute();
  });
}

/** GHL gives tokens for it again. */
export async function endPause(
  db: OAuthContext['db'] | Transaction<OAuthDatabase>,
  { companyId, locationId }: LocationRef,
): Promise<void> {
  await db
    .updateTable('installed_locations')
    .set({ paused_at: null, ask_after: null })
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .where('paused_at', 'is not', null)
    .execute();
}

/**
 * One question in `askPausedAtMostEveryMs`, whoever asks. It counts before it is asked, so that one without an answer counts
 * too.
 */
export async function mayAskAgain(
  { db, timings }: OAuthContext,
  { companyId, locationId }: LocationRef,
): Promise<boolean> {
  const now = Date.now();
  const claim = await db
    .updateTable('installed_locations')
    .set({ asked_at: new Date(now) })
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .where('state', '=', 'paused')
    .where((eb) =>
      eb.or([eb('asked_at', 'is', null), eb('asked_at', '<=', new Date(now - timings.askPausedAtMostEveryMs))]),
    )
    .executeTakeFirst();
  return claim.numUpdatedRows > 0n;
}
