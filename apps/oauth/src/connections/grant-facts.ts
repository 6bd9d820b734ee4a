import type { Selectable } from 'kysely';
import type { GrantFacts } from '@groundwork/shared/bridge';
import type { OAuthDatabase } from '../db/schema.ts';

/** What a page may know of a grant. No column here is sealed. */
export const grantColumns = [
  'id',
  'user_type',
  'company_id',
  'location_id',
  'state',
  'broken_reason',
  'uninstalled_at',
  'scopes',
  'user_id',
  'issued_at',
  'refreshed_at',
  'expires_at',
  'refresh_after',
  'failures',
  'last_error',
  'next_attempt_at',
  'installs_to_future_locations',
  'reconciled_at',
  'reconcile_after',
] as const;

type GrantRow = Pick<Selectable<OAuthDatabase['installations']>, (typeof grantColumns)[number]>;

export function grantFactsOf(row: GrantRow): GrantFacts {
  const isActive = row.state === 'active';
  return {
    installationId: row.id,
    userType: row.user_type,
    companyId: row.company_id,
    locationId: row.location_id,
    state: row.state,
    reason: reasonOf(row),
    scopes: row.scopes,
    userId: row.user_id,
    grantedAt: row.issued_at.toISOString(),
    refreshedAt: iso(row.refreshed_at),
    accessTokenExpiresAt: iso(row.expires_at),
    // Nothing is planned for a grant that has ended.
    refreshAfter: isActive ? iso(row.refresh_after) : null,
    renewableUntil: row.state === 'uninstalled' ? null : yearAfter(row).toISOString(),
    failures: row.failures,
    lastError: row.last_error,
    nextAttemptAt: isActive ? iso(row.next_attempt_at) : null,
    installsToFutureLocations: row.installs_to_future_locations,
    reconciledAt: iso(row.reconciled_at),
    reconcileAfter: isActive ? iso(row.reconcile_after) : null,
  };
}

/** `broken_reason` says what GHL said, when, and what to do. */
function reasonOf({ state, broken_reason, uninstalled_at }: GrantRow): string | null {
  if (state === 'active') return null;
  if (state === 'uninstalled') return `Uninstalled in GoHighLevel on ${iso(uninstalled_at) ?? 'an unknown day'}.`;
  return broken_reason;
}

/** GHL docs (OAuth 2.0 FAQs): a refresh token lives for a year, or until it is used. */
function yearAfter({ issued_at, refreshed_at }: GrantRow): Date {
  const since = refreshed_at !== null && refreshed_at > issued_at ? refreshed_at : issued_at;
  const end = new Date(since);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
