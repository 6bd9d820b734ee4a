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
    case 'INSTALL': {
      const ownerId = companyId ?? (locationId === null ? null : await findOwner(trx, locationId));
      if (companyId === null) await askWhoeverMayOwn(trx);
      if (ownerId !== null) await askForReconcile(trx, ownerId);
      if (locationId !== null) await recordInstalled(trx, { companyId, locations: [{ locationId }], at });
      return;
    }
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

/** Names and addresses come from the list. */
async function askForReconcile(trx: Transaction<OAuthDatabase>, companyId: string): Promise<void> {
  await trx
    .updateTable('installations')
    .set({ reconcile_after: sql`clock_timestamp()` })
    .where('location_id', 'is', null)
    .where('state', '=', 'active')
    .where('company_id', '=', companyId)
    .execute();
}

/**
 * GHL names no company where the app comes to a location through "future locations" (facts: INSTALL): any agency may be
 * meant that has not said no to those. Up to a hundred are asked at once. Where there are more, none is asked sooner after
 * its last list than ten lists a second allow: such an INSTALL comes every minute then.
 */
async function askWhoeverMayOwn(trx: Transaction<OAuthDatabase>): Promise<void> {
  await sql`
    with chosen as (
      select id, reconciled_at, greatest(count(*) over () - ${askedAtOnce}, 0) * interval '0.1 second' as gap
      from installations
      where location_id is null and state = 'active' and installs_to_future_locations is not false),
    asked as (select id, greatest(clock_timestamp(), reconciled_at + gap) as at, gap from chosen)
    update installations i set reconcile_after = asked.at from asked
    where i.id = asked.id
      and (asked.gap = interval '0' or i.reconcile_after is null or i.reconcile_after > asked.at)`.execute(trx);
}

const askedAtOnce = 100;
