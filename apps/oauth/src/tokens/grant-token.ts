import { setTimeout as sleep } from 'node:timers/promises';
import { BridgeFailure, tokenRefreshing } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { placeIn } from '../grants/pair.ts';
import type { InstallationRow } from '../grants/pair.ts';
import { refreshInstallation } from './refresh.ts';

export interface AccessToken {
  accessToken: string;
  expiresAt: Date;
  scopes: string[];
}

export interface GrantToken extends AccessToken {
  installationId: string;
  pairNumber: number;
  /** Null while the pair is the one the code exchange brought. */
  refreshedAt: Date | null;
}

/** What a reader will not take, and how long it waits. */
export interface Wanted {
  /** SHA-256 of an access token GHL has refused: never answered again. */
  refusedTokenHash?: string | undefined;
  deadline: number;
  /** A person waits to hear how it is now: GHL is asked about a paused location, however short a time ago it was. */
  asksNow?: boolean;
}

/** The token of one grant, refreshed first when it must be. A valid one is still given when its refresh fails. */
export async function readGrantToken(ctx: OAuthContext, installationId: string, wanted: Wanted): Promise<GrantToken> {
  for (;;) {
    const row = await readRow(ctx, installationId);
    const token = usableToken(ctx, row, wanted);
    if (token !== null && (isComfortable(row) || row.state === 'needs-reconnect')) return token;
    if (row.state === 'needs-reconnect') throw reconnect(row);
    if (row.next_attempt_at !== null && row.next_attempt_at.getTime() > Date.now()) {
      if (token === null) throw unavailable(row);
      return token;
    }

    const outcome = await withDeadline(refreshInstallation(ctx, installationId, row.pair_number), wanted.deadline);
    const isUnderWay = outcome === 'late' || outcome === 'busy';
    const goOn = outcome === 'busy' || outcome === 'current' || outcome === 'fenced-out';
    if (!goOn || Date.now() >= wanted.deadline || ctx.stopping.aborted)
      return lastResort(ctx, installationId, { wanted, isUnderWay });
    if (outcome !== 'current') await sleep(100);
  }
}

async function lastResort(
  ctx: OAuthContext,
  installationId: string,
  { wanted, isUnderWay }: { wanted: Wanted; isUnderWay: boolean },
): Promise<GrantToken> {
  const row = await readRow(ctx, installationId);
  const token = usableToken(ctx, row, wanted);
  if (token !== null) return token;
  if (row.state === 'needs-reconnect') throw reconnect(row);
  throw isUnderWay ? tokenRefreshing() : unavailable(row);
}

async function readRow(ctx: OAuthContext, installationId: string): Promise<InstallationRow> {
  const row = await ctx.db.selectFrom('installations').selectAll().where('id', '=', installationId).executeTakeFirst();
  if (row === undefined || row.state === 'uninstalled' || row.access_token === null) {
    throw new BridgeFailure('NOT_INSTALLED', 'Groundwork is not installed there. Connect GoHighLevel to install it.');
  }
  return row;
}

function usableToken(ctx: OAuthContext, row: InstallationRow, { refusedTokenHash }: Wanted): GrantToken | null {
  if (row.access_token === null || row.expires_at === null) return null;
  const accessToken = ctx.keyRing.open(row.access_token, placeIn('installations', row.id).access);
  const token = {
    accessToken,
    expiresAt: row.expires_at,
    scopes: row.scopes,
    installationId: row.id,
    pairNumber: row.pair_number,
    refreshedAt: row.refreshed_at,
  };
  const isRefused = refusedTokenHash !== undefined && sha256Hex(accessToken) === refusedTokenHash;
  return isRefused || row.expires_at.getTime() <= Date.now() ? null : token;
}

/** Far from its end, or young: a reader need not wait for a new one. */
const isComfortable = ({ expires_at, refresh_after }: InstallationRow): boolean =>
  (expires_at !== null && expires_at.getTime() - Date.now() > 2 * 60_000) ||
  (refresh_after !== null && refresh_after.getTime() > Date.now());

const reconnect = (row: InstallationRow): BridgeFailure =>
  new BridgeFailure('RECONNECT_NEEDED', row.broken_reason ?? 'This connection has ended. Connect GoHighLevel again.');

function unavailable(row: InstallationRow): BridgeFailure {
  const why =
    row.last_error === null ? 'GoHighLevel has not answered yet' : `The last attempt failed (${row.last_error})`;
  return new BridgeFailure(
    'GHL_UNAVAILABLE',
    `The connection to GoHighLevel could not be renewed in time. ${why}. The installation is kept; try again shortly.`,
  );
}

/** The work goes on when the reader has left. */
export async function withDeadline<T>(work: Promise<T>, deadline: number): Promise<T | 'late'> {
  const timer = new AbortController();
  work.catch(() => undefined);
  try {
    return await Promise.race([
      work,
      sleep(Math.max(0, deadline - Date.now()), 'late' as const, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}
