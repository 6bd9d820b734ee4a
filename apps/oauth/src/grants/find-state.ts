import { sql } from 'kysely';
import type { LocationState } from '@groundwork/shared';
import type { OAuthContext } from '../context.ts';
import type { LocationRef } from './pauses.ts';

/** What is known of a location under this company, where it is before where it used to be; undefined where nothing is. */
export async function findState(
  { db }: Pick<OAuthContext, 'db'>,
  { companyId, locationId }: LocationRef,
): Promise<LocationState | undefined> {
  const known = await db
    .selectFrom('installed_locations')
    .select([sql<LocationState>`state`.as('state'), sql<boolean>`false`.as('isFormer')])
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .unionAll((eb) =>
      eb
        .selectFrom('moved_locations')
        .select([sql<LocationState>`'moved'`.as('state'), sql<boolean>`true`.as('isFormer')])
        .where('company_id', '=', companyId)
        .where('location_id', '=', locationId),
    )
    .orderBy('isFormer')
    .executeTakeFirst();
  return known?.state;
}
