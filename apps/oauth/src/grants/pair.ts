import type { Selectable } from 'kysely';
import type { KeyRing, Place } from '../crypto/key-ring.ts';
import type { OAuthDatabase } from '../db/schema.ts';

export type InstallationRow = Selectable<OAuthDatabase['installations']>;

/** What GHL gives together, in the clear: it lives in memory only. */
export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
  scopes: string[];
}

export const placeIn = (
  table: Place['table'],
  rowId: string,
): Record<'access' | 'refresh' | 'previousRefresh', Place> => ({
  access: { table, column: 'access_token', rowId },
  refresh: { table, column: 'refresh_token', rowId },
  previousRefresh: { table, column: 'previous_refresh_token', rowId },
});

/** Columns that change when an installation gets a new pair; the clean slate that comes with it included. */
export function pairColumns(keyRing: KeyRing, installationId: string, pair: TokenPair) {
  const place = placeIn('installations', installationId);
  return {
    access_token: keyRing.seal(pair.accessToken, place.access),
    refresh_token: keyRing.seal(pair.refreshToken, place.refresh),
    scopes: pair.scopes,
    expires_at: pair.expiresAt,
    refresh_after: refreshTime(pair.expiresAt),
    failures: 0,
    next_attempt_at: null,
    last_error: null,
    refused_at: null,
    broken_reason: null,
  };
}

/** The token that was good until now, moved to its column for the case that the new one never works. */
export function previousColumn(keyRing: KeyRing, row: InstallationRow) {
  if (row.refresh_token === null) return { previous_refresh_token: null };
  const place = placeIn('installations', row.id);
  return {
    previous_refresh_token: keyRing.seal(keyRing.open(row.refresh_token, place.refresh), place.previousRefresh),
  };
}

/** Somewhere between 50 and 80 % of its life, so that hours are left to recover and ten thousand grants spread out. */
function refreshTime(expiresAt: Date): Date {
  const lifeMs = expiresAt.getTime() - Date.now();
  return new Date(Date.now() + lifeMs * (0.5 + 0.3 * Math.random()));
}
