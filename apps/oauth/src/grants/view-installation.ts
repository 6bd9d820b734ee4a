import { sql } from 'kysely';
import type { LocationState } from '@groundwork/shared';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';

/** What is stored about a company, without asking GHL. A company known only through single locations shows those. */
export async function viewInstallation(
  { db }: OAuthContext,
  companyId: string,
): Promise<BridgeResponse<'installation'>> {
  const grants = await db
    .selectFrom('installations')
    .select(['location_id', 'state', 'broken_reason', 'uninstalled_at', 'scopes', 'reconciled_at'])
    .where('company_id', '=', companyId)
    .where('access_token', 'is not', null)
    .orderBy((eb) =>
      eb.case().when('location_id', 'is', null).then(0).when('state', '=', 'active').then(1).else(2).end(),
    )
    .execute();
  const [grant] = grants;
  if (grant === undefined) {
    throw new BridgeFailure(
      'NOT_INSTALLED',
      'This agency has not connected Groundwork. An admin of it has to connect GoHighLevel.',
    );
  }
  const locations = await db
    .selectFrom('installed_locations')
    .select(['location_id', 'name', 'address', sql<LocationState>`state`.as('state')])
    .where('company_id', '=', companyId)
    .unionAll((eb) =>
      eb
        .selectFrom('moved_locations')
        .select(['location_id', 'name', 'address', sql<LocationState>`'moved'`.as('state')])
        .where('company_id', '=', companyId),
    )
    .orderBy('name')
    .orderBy('location_id')
    .execute();
  return {
    companyId,
    state: grant.state,
    reason: reasonOf(grant),
    scopes: grant.scopes,
    locations: locations.map(({ location_id: locationId, name, address, state }) => ({
      locationId,
      // Until the first read of the list an INSTALL has told the id alone.
      name: name ?? locationId,
      address,
      state,
    })),
    reconciledAt: grant.reconciled_at?.toISOString() ?? null,
  };
}

function reasonOf(grant: { state: string; broken_reason: string | null; uninstalled_at: Date | null }): string | null {
  if (grant.state === 'uninstalled')
    return `Uninstalled in GoHighLevel on ${grant.uninstalled_at?.toISOString() ?? ''}.`;
  return grant.state === 'needs-reconnect' ? grant.broken_reason : null;
}
