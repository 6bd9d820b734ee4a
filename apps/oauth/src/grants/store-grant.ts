import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { UserType } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { fenceOff, refreshLeaseName } from '../tokens/lease.ts';
import { recordInstalled } from './record-installed.ts';
import { pairColumns, previousColumn } from './pair.ts';
import type { InstallationRow, TokenPair } from './pair.ts';

export interface Grant extends TokenPair {
  userType: UserType;
  companyId: string;
  locationId: string | null;
  userId: string | null;
  /** Where the installer agreed to have the app; names come with the list. Null where GHL does not say. */
  approvedLocations: string[] | null;
  approvesAll: boolean | null;
  /** The installer's choice; null where GHL does not say, which is no "no". */
  installsToFuture: boolean | null;
  /** By GHL's clock. The newest grant of a company or location wins. */
  issuedAt: Date;
}

export type StoredGrant = { installationId: string; outcome: 'stored' | 'older' | 'narrower' };

/** Keeps the grant a code exchange brought, unless the one that is stored is newer, or active and allowed to do more. */
export async function storeGrant(
  ctx: OAuthContext,
  trx: Transaction<OAuthDatabase>,
  grant: Grant,
): Promise<StoredGrant> {
  const id = await ensureInstallation(trx, grant);
  const row = await lockInstallation(trx, id);
  const outcome = judge(row, grant);
  if (outcome === 'stored') await replaceGrant(ctx, trx, { row, grant });
  await recordInstalls(trx, row.id, grant);
  if (outcome === 'stored' && grant.userType === 'Company') await forgetMinted(trx, grant.companyId);
  return { installationId: row.id, outcome };
}

async function replaceGrant(
  ctx: OAuthContext,
  trx: Transaction<OAuthDatabase>,
  { row, grant }: { row: InstallationRow; grant: Grant },
): Promise<void> {
  await trx
    .updateTable('installations')
    .set({
      ...pairColumns(ctx.keyRing, row.id, grant),
      ...provenColumn(ctx, row),
      pair_number: row.pair_number + 1,
      user_id: grant.userId,
      issued_at: grant.issuedAt,
      refreshed_at: null,
      // The callback reads the locations itself; this is for the case that it dies first.
      reconcile_after: grant.userType === 'Company' ? new Date(Date.now() + 60_000) : null,
      ...(grant.installsToFuture === null ? {} : { installs_to_future_locations: grant.installsToFuture }),
    })
    .where('id', '=', row.id)
    .execute();
  await fenceOff(trx, refreshLeaseName(row.id));
  if (grant.userType === 'Company') await fenceOffMints(trx, grant.companyId);
}

/** The newest pair that is known to have worked: a sign-in right after another must not push it out. */
function provenColumn({ keyRing }: OAuthContext, row: InstallationRow): { previous_refresh_token?: string | null } {
  if (row.state === 'uninstalled') return { previous_refresh_token: null };
  const isUntried = row.refreshed_at === null && row.previous_refresh_token !== null;
  return isUntried ? {} : previousColumn(keyRing, row);
}

/** Consent is evidence by its time, whatever becomes of its tokens. */
async function recordInstalls(trx: Transaction<OAuthDatabase>, installationId: string, grant: Grant): Promise<void> {
  const { companyId, locationId, issuedAt: at } = grant;
  if (locationId !== null) return recordDirectInstall(trx, installationId, { ...grant, locationId });
  const locations = [...new Set(grant.approvedLocations)].map((approved) => ({ locationId: approved }));
  return recordInstalled(trx, { companyId, locations, at });
}

/** The row of this company or location, made when it is new. An UNINSTALL may have made it before us. */
async function ensureInstallation(trx: Transaction<OAuthDatabase>, grant: Grant): Promise<string> {
  await trx
    .insertInto('installations')
    .values({
      id: randomUUID(),
      company_id: grant.companyId,
      location_id: grant.locationId,
      user_type: grant.userType,
      issued_at: new Date(0),
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'location_id']).doNothing())
    .execute();
  const { id } = await trx
    .selectFrom('installations')
    .select('id')
    .where('company_id', '=', grant.companyId)
    .where('location_id', 'is not distinct from', grant.locationId)
    .executeTakeFirstOrThrow();
  return id;
}

/** The lease before the row: a refresh that is writing its pair locks them in this order too. */
async function lockInstallation(trx: Transaction<OAuthDatabase>, id: string): Promise<InstallationRow> {
  await trx.selectFrom('leases').select('fence').where('name', '=', refreshLeaseName(id)).forUpdate().execute();
  return trx.selectFrom('installations').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

function judge(row: InstallationRow, grant: Grant): StoredGrant['outcome'] {
  if (row.refresh_token === null) return 'stored';
  if (grant.issuedAt <= row.issued_at) return 'older';
  const covers = row.scopes.every((scope) => grant.scopes.includes(scope));
  return row.state === 'active' && row.refused_at === null && !covers ? 'narrower' : 'stored';
}

/** Location tokens of the old grant have its scopes: those being minted from it are not kept. */
async function fenceOffMints(trx: Transaction<OAuthDatabase>, companyId: string): Promise<void> {
  await trx
    .updateTable('leases')
    .set({ fence: sql`fence + 1`, expires_at: sql`clock_timestamp()` })
    .where(sql<boolean>`starts_with(name, ${`mint:${companyId}/`})`)
    .execute();
}

/** And those that are there go at once. After the locations, as every writer locks them. */
async function forgetMinted(trx: Transaction<OAuthDatabase>, companyId: string): Promise<void> {
  await trx.deleteFrom('location_tokens').where('company_id', '=', companyId).execute();
}

/** An UNINSTALL that names a location alone may have come first: it stands with the location. */
async function recordDirectInstall(
  trx: Transaction<OAuthDatabase>,
  installationId: string,
  { companyId, locationId, issuedAt }: Grant & { locationId: string },
): Promise<void> {
  await recordInstalled(trx, { companyId, locations: [{ locationId }], at: issuedAt });
  await trx
    .updateTable('installations')
    .set({
      uninstalled_at: sql`greatest(uninstalled_at,
        (select l.uninstalled_at from installed_locations l where l.location_id = ${locationId}))`,
    })
    .where('id', '=', installationId)
    .execute();
}
