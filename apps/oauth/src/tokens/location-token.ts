import { setTimeout as sleep } from 'node:timers/promises';
import { BridgeFailure, isPassing, tokenRefreshing } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { findState } from '../grants/find-state.ts';
import { locationPaused, notInstalled } from '../grants/location-failures.ts';
import { placeIn } from '../grants/pair.ts';
import { endPause, mayAskAgain, notePaused } from '../grants/pauses.ts';
import type { LocationRef } from '../grants/pauses.ts';
import { readMintRefusal } from '../providers/ghl-refusals.ts';
import type { Refusal } from '../providers/ghl-refusals.ts';
import { callAsAgency } from './agency-call.ts';
import { readGrantToken, withDeadline } from './grant-token.ts';
import type { AccessToken, Wanted } from './grant-token.ts';
import { holdsLease, takeLease } from './lease.ts';

/** A location, and the grant that gives its token. */
interface MintRef extends LocationRef {
  installationId: string;
}

/** A location's token, minted from its agency's. One mint per location at a time: whether a second ends the first is not documented. */
export async function readLocationToken(ctx: OAuthContext, ref: MintRef, wanted: Wanted): Promise<AccessToken> {
  await stateUnlessEnded(ctx, ref);
  for (;;) {
    const cached = await readCached(ctx, ref, wanted);
    if (cached?.isFresh) return cached.token;
    const name = `${wanted.asksNow ? 'mint now' : 'mint'}:${ref.companyId}/${ref.locationId}`;
    const run = ctx.runs.share(name, () => mint(ctx, ref, wanted));
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

/**
 * Of the grant that a location gave by itself. One that could not be renewed because GHL paused the location says so. That
 * the list of its agency lacks it does not end it; that it was deleted, or is another agency's now, does.
 */
export async function readOwnToken(ctx: OAuthContext, ref: MintRef, wanted: Wanted): Promise<AccessToken> {
  const state = await findState(ctx, ref);
  if (state === 'deleted' || state === 'moved') throw notInstalled(state);
  try {
    return await readGrantToken(ctx, ref.installationId, wanted);
  } catch (error) {
    if (isPassing(error) && (await findState(ctx, ref)) === 'paused') throw locationPaused();
    throw error;
  }
}

async function mint(ctx: OAuthContext, ref: MintRef, wanted: Wanted): Promise<'minted' | 'busy'> {
  const lease = await takeLease(ctx.db, `mint:${ref.companyId}/${ref.locationId}`, ctx.timings);
  if (lease === null) return 'busy';
  try {
    if ((await readCached(ctx, ref, wanted))?.isFresh) return 'minted';
    // Under the lease, so that whoever waited for the one that was refused does not ask at once again.
    const isPaused = (await stateUnlessEnded(ctx, ref)) === 'paused';
    if (isPaused && !wanted.asksNow && !(await mayAskAgain(ctx, ref))) throw locationPaused();
    const answer = await callAsAgency(ctx, {
      installationId: ref.installationId,
      deadline: wanted.deadline,
      call: (accessToken) =>
        ctx.ghl.mintLocationToken({ accessToken, companyId: ref.companyId, locationId: ref.locationId }),
    });
    if (answer.kind === 'refused') return await refuse(ctx, ref, readMintRefusal(answer.refusal));
    ctx.metrics.mints.inc({ outcome: 'ok' });
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
      // Whoever ends it meanwhile has written this row, or waits for it and then finds the token.
      await trx
        .selectFrom('installed_locations')
        .select('state')
        .where('location_id', '=', ref.locationId)
        .forUpdate()
        .execute();
      await stateUnlessEnded({ db: trx }, ref);
      await endPause(trx, ref);
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

async function refuse(ctx: OAuthContext, ref: MintRef, refusal: Refusal): Promise<never> {
  ctx.metrics.mints.inc({ outcome: refusal.class });
  ctx.log.info({ ...ref, ...refusal }, 'GHL minted no location token');
  if (refusal.class === 'not-installed') {
    await readListAgain(ctx, ref.installationId);
    throw notInstalled('uninstalled');
  }
  if (refusal.class !== 'paused') {
    const said = `GoHighLevel answered ${refusal.status}${refusal.said === '' ? '' : `: ${refusal.said}`}`;
    throw new BridgeFailure('GHL_UNAVAILABLE', `GHL gave no token for this sub-account (${said}). Try again shortly.`);
  }
  await notePaused(ctx, ref);
  throw locationPaused();
}

/** Whether it is so for good the list says; not for each reader that asks in vain. */
async function readListAgain({ db }: OAuthContext, installationId: string): Promise<void> {
  await db
    .updateTable('installations')
    .set({ reconcile_after: new Date() })
    .where('id', '=', installationId)
    .where('reconciled_at', '<', new Date(Date.now() - 60_000))
    .where('reconcile_after', '>', new Date())
    .execute();
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

/** Throws where a webhook, a list or GHL itself said that it has ended; a later INSTALL or list takes that back. */
async function stateUnlessEnded(
  parts: Pick<OAuthContext, 'db'>,
  ref: LocationRef,
): Promise<'active' | 'paused' | undefined> {
  const state = await findState(parts, ref);
  if (state === undefined || state === 'active' || state === 'paused') return state;
  throw notInstalled(state);
}

const rowId = ({ companyId, locationId }: LocationRef): string => `${companyId}/${locationId}`;
