import { sql } from 'kysely';
import { locationStates } from '@groundwork/shared';
import type { LocationState } from '@groundwork/shared';
import type { Database } from '../db/connect.ts';
import type { InstallationState } from '../db/schema.ts';

export const grantStates: readonly InstallationState[] = ['active', 'needs-reconnect', 'uninstalled'];

/** What the rows say of the whole service, whichever replica is asked. Null: there is no such grant. */
export interface StoredFacts {
  grants: Record<InstallationState, number>;
  oldestPairSeconds: number | null;
  soonestExpirySeconds: number | null;
  refreshesOverdue: number;
  locations: Record<LocationState, number>;
  webhooksWaiting: number;
}

export const factQueries = {
  /** One pass over rows whose tokens lie elsewhere (TOAST): some 300 bytes a grant. */
  grants: sql<{
    state: InstallationState;
    grants: string;
    oldest_pair_seconds: number | null;
    soonest_expiry_seconds: number | null;
    overdue: string;
  }>`
    select state, count(*) as grants, count(*) filter (where refresh_after < now() - interval '10 minutes') as overdue,
      extract(epoch from now() - min(greatest(issued_at, refreshed_at)))::float8 as oldest_pair_seconds,
      extract(epoch from min(expires_at) - now())::float8 as soonest_expiry_seconds
    from installations where access_token is not null group by state`,
  locations: sql<{ state: LocationState; locations: string }>`
    select state, count(*) as locations from installed_locations group by state
    union all select 'moved', count(*) from moved_locations`,
  webhooks: sql<{ waiting: string }>`select count(*) as waiting from webhook_deliveries where processed_at is null`,
};

export async function readStoredFacts(db: Database): Promise<StoredFacts> {
  const [grants, locations, webhooks] = await Promise.all([
    factQueries.grants.execute(db),
    factQueries.locations.execute(db),
    factQueries.webhooks.execute(db),
  ]);
  const active = grants.rows.find(({ state }) => state === 'active');
  return {
    grants: countsOf(
      grantStates,
      grants.rows.map((row) => [row.state, row.grants]),
    ),
    oldestPairSeconds: active?.oldest_pair_seconds ?? null,
    soonestExpirySeconds: active?.soonest_expiry_seconds ?? null,
    refreshesOverdue: Number(active?.overdue ?? 0),
    locations: countsOf(
      locationStates,
      locations.rows.map((row) => [row.state, row.locations]),
    ),
    webhooksWaiting: Number(webhooks.rows[0]?.waiting ?? 0),
  };
}

/** Every state has a number: a series that comes and goes is hard to watch. */
function countsOf<S extends string>(states: readonly S[], rows: [S, string][]): Record<S, number> {
  const counts = new Map(rows);
  return Object.fromEntries(states.map((state) => [state, Number(counts.get(state) ?? 0)])) as Record<S, number>;
}
