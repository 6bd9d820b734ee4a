import { sql } from 'kysely';
import type { LocationState } from '@groundwork/shared';
import type { OAuthContext } from '../context.ts';
import type { LocationRef } from './pauses.ts';

/** What is known of a location under this company; undefined where nothing is. */
export async function findState(
  { db }: Pick<OAuthContext, 'db'>,
  { companyId, locationId }: LocationRef,
): Promise<LocationState | undefined> {
  const known = await db
    .selectFrom('installed_locations')
    .select(sql<LocationState>`state`.as('state'))
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .unionAll((eb) =>
      eb
        .selectFrom('moved_locations')
        .select(sql<LocationState>`'moved'`.as('state'))
        .where('company_id', '=', companyId)
        .where('location_id', '=', locationId),
    )
    .executeTakeFirst();
  return known?.state;
}
