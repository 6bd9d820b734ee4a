import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import { recordInstalled } from '../grants/record-installed.ts';
import { recordCompanyUninstalled, recordLocationUninstalled } from '../grants/record-uninstalled.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * Each event adds evidence with its time, so any order and any repetition end in the same state. Everywhere installations
 * are written before locations, so that two writers wait for each other and never cross.
 */
export async function applyEvent(
  trx: Transaction<OAuthDatabase>,
  event: WebhookEvent,
  receivedAt: Date,
): Promise<void> {
  const at = event.at ?? receivedAt;
  const { companyId, locationId } = event;
  switch (event.type) {
    case 'INSTALL':
      await askForReconcile(trx, companyId);
      if (locationId !== null) await recordInstalled(trx, { companyId, locations: [{ locationId }], at });
      return;
    case 'UNINSTALL':
      if (locationId !== null) {
        const ownerId = companyId ?? (await findOwner(trx, locationId));
        if (ownerId !== null) await askForReconcile(trx, ownerId);
        await recordLocationUninstalled(trx, locationId, at);
      } else if (companyId !== null) await recordCompanyUninstalled(trx, companyId, at);
      return;
    default:
      // PLAN_CHANGE and whatever else GHL sends here is kept in its row; nothing follows from it yet.
      return;
  }
}

/** GHL names the location alone. */
async function findOwner(trx: Transaction<OAuthDatabase>, locationId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('installed_locations')
    .select('company_id')
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  return row?.company_id ?? null;
}

/** Names and addresses come from the list. An INSTALL that names no company asks for all of them. */
async function askForReconcile(trx: Transaction<OAuthDatabase>, companyId: string | null): Promise<void> {
  await trx
    .updateTable('installations')
    .set({ reconcile_after: sql`clock_timestamp()` })
    .where('location_id', 'is', null)
    .where('state', '=', 'active')
    .$if(companyId !== null, (query) => query.where('company_id', '=', companyId ?? ''))
    .execute();
}
