import { sql } from 'kysely';
import type { BridgeResponse, LocationFacts } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import type { Database } from '../db/connect.ts';
import { grantColumns, grantFactsOf } from './grant-facts.ts';

/** Everything that is known of a company's connections, without asking GHL. Nobody ever connected: two empty lists. */
export async function viewConnections(
  { db }: Pick<OAuthContext, 'db'>,
  companyId: string,
): Promise<BridgeResponse<'connections'>> {
  const [grants, locations] = await Promise.all([readGrants(db, companyId), readLocations(db, companyId)]);
  return { companyId, grants, locations };
}

/** An UNINSTALL of an app that never gave us a token leaves a row too: that one is no grant. */
async function readGrants(db: Database, companyId: string) {
  const rows = await db
    .selectFrom('installations')
    .select(grantColumns)
    .where('company_id', '=', companyId)
    .where('access_token', 'is not', null)
    .orderBy('location_id', (order) => order.asc().nullsFirst())
    .execute();
  return rows.map(grantFactsOf);
}

interface LocationRow {
  location_id: string;
  name: string | null;
  address: string | null;
  state: LocationFacts['state'];
  since: Date | null;
  minted_at: Date | null;
  expires_at: Date | null;
}

/**
 * Installed beats moved (it came back), and both beat a grant of the location's own that nothing else is known of. An
 * INSTALL renewed by every list does not say since when a location is active: the log does.
 */
async function readLocations(db: Database, companyId: string): Promise<LocationFacts[]> {
  const { rows } = await sql<LocationRow>`
    with known as (
      select 1 as rank, location_id, name, address, state,
        case state when 'paused' then paused_at when 'deleted' then deleted_at
          when 'uninstalled' then uninstalled_at end as since
      from installed_locations where company_id = ${companyId}
      union all
      select 2, location_id, name, address, 'moved', moved_at from moved_locations where company_id = ${companyId}
      union all
      select 3, location_id, null, null, case state when 'uninstalled' then 'uninstalled' else 'active' end,
        case state when 'uninstalled' then uninstalled_at else issued_at end
      from installations where company_id = ${companyId} and location_id is not null and access_token is not null),
    best as (select distinct on (location_id) * from known order by location_id, rank),
    activated as (
      select location_id, max(at) as at from connection_log
      where company_id = ${companyId} and kind = 'location-active' group by location_id)
    select best.location_id, best.name, best.address, best.state,
      case best.state when 'active' then coalesce(best.since, activated.at) else best.since end as since,
      minted.minted_at, minted.expires_at
    from best
    left join activated using (location_id)
    left join location_tokens minted on minted.id = ${companyId} || '/' || best.location_id
      and minted.expires_at > now() and best.state in ('active', 'paused')
    order by lower(coalesce(best.name, best.location_id)), best.location_id`.execute(db);
  return rows.map(({ location_id: locationId, name, address, state, since, minted_at, expires_at }) => ({
    locationId,
    // Until the first read of the list an INSTALL has told the id alone.
    name: name ?? locationId,
    address,
    state,
    since: since?.toISOString() ?? null,
    token:
      minted_at === null || expires_at === null
        ? null
        : { mintedAt: minted_at.toISOString(), expiresAt: expires_at.toISOString() },
  }));
}
