import { setTimeout as sleep } from 'node:timers/promises';
import { BridgeFailure, isPassing, tokenRefreshing } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { placeIn } from '../grants/pair.ts';
import { callAsAgency } from './agency-call.ts';
import { withDeadline } from './grant-token.ts';
import type { AccessToken, Wanted } from './grant-token.ts';
import { holdsLease, takeLease } from './lease.ts';

interface LocationRef {
  installationId: string;
  companyId: string;
  locationId: string;
}

/** A location's token, minted from its agency's. One mint per location at a time: whether a second ends the first is not documented. */
export async function readLocationToken(ctx: OAuthContext, ref: LocationRef, wanted: Wanted): Promise<AccessToken> {
  await refuseUninstalled(ctx, ref);
  for (;;) {
    const cached = await readCached(ctx, ref, wanted);
    if (cached?.isFresh) return cached.token;
    const run = ctx.runs.share(`mint:${ref.companyId}/${ref.locationId}`, () => mint(ctx, ref, wanted));
    try {
      const outcome = await withDeadline(run, wanted.deadline);
      if (outcome === 'minted') {
        const minted = await readCached(ctx, ref, wanted);
        if (minted !== null) return minted.token;
      }
      if (outcome === 'late' || Date.now() >= wanted.deadline || ctx.stopping.aborted) throw tokenRefreshing();
      await sleep(100);
    } catch (error) {
      if (isPassing(error) && cached !== null) return cached.token;
      throw error;
    }
  }
}

async function mint(ctx: OAuthContext, ref: LocationRef, wanted: Wanted): Promise<'minted' | 'busy'> {
  const lease = await takeLease(ctx.db, `mint:${ref.companyId}/${ref.locationId}`, ctx.timings);
  if (lease === null) return 'busy';
  try {
    if ((await readCached(ctx, ref, wanted))?.isFresh) return 'minted';
    const answer = await callAsAgency(ctx, {
      installationId: ref.installationId,
      deadline: wanted.deadline,
      call: (accessToken) =>
        ctx.ghl.mintLocationToken({ accessToken, companyId: ref.companyId, locationId: ref.locationId }),
    });
    ctx.metrics.mints.inc({ outcome: answer.kind });
    if (answer.kind === 'refused') {
      ctx.log.info({ ...ref, ...answer.refusal }, 'GHL minted no location token');
      throw notInstalled();
    }
    const { value } = answer;
    if (value.locationId !== ref.locationId && value.locationId)
      throw new Error('GHL minted a token for another location.');
    const id = rowId(ref);
    const row = {
      access_token: ctx.keyRing.seal(value.accessToken, placeIn('location_tokens', id).access),
      scopes: value.scope,
      minted_at: new Date(),
      expires_at: new Date(Date.now() + value.expiresIn * 1000),
    };
    await ctx.db.transaction().execute(async (trx) => {
      if (!(await holdsLease(trx, lease))) return;
      await trx
        .insertInto('location_tokens')
        .values({ id, company_id: ref.companyId, location_id: ref.locationId, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    });
    return 'minted';
  } finally {
    await lease.release();
  }
}

interface Cached {
  token: AccessToken;
  /** False: still valid, but old enough to mint a new one first. */
  isFresh: boolean;
}

async function readCached(ctx: OAuthContext, ref: LocationRef, { refusedTokenHash }: Wanted): Promise<Cached | null> {
  const id = rowId(ref);
  const row = await ctx.db.selectFrom('location_tokens').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.expires_at.getTime() <= Date.now()) return null;
  const accessToken = ctx.keyRing.open(row.access_token, placeIn('location_tokens', id).access);
  if (refusedTokenHash !== undefined && sha256Hex(accessToken) === refusedTokenHash) return null;
  const age = Date.now() - row.minted_at.getTime();
  const life = row.expires_at.getTime() - row.minted_at.getTime();
  const isFresh = age < Math.min(ctx.timings.locationTokenMaxAgeMs, life * 0.85);
  return { token: { accessToken, expiresAt: row.expires_at, scopes: row.scopes }, isFresh };
}

/** An UNINSTALL or a read of the installed locations said so; a later INSTALL or read takes it back. */
async function refuseUninstalled({ db }: OAuthContext, { companyId, locationId }: LocationRef): Promise<void> {
  const gone = await db
    .selectFrom('installed_locations')
    .select('state')
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .where('state', '=', 'uninstalled')
    .executeTakeFirst();
  if (gone !== undefined) throw notInstalled();
}

const rowId = ({ companyId, locationId }: LocationRef): string => `${companyId}/${locationId}`;

const notInstalled = (): BridgeFailure =>
  new BridgeFailure('NOT_INSTALLED', 'Groundwork is not installed on this sub-account. Install it there in GHL.');
