import { inScope, type Sight } from '../account-scope.ts';
import type { Db } from '@groundwork/db';
import type { GroupView } from '@groundwork/shared/views';
import { sql } from 'kysely';

type Place = GroupView['locations'];

/**
 * The agency's groups and who is in them, all by name; with an id that one alone. A key for some accounts sees the groups that one of
 * them is in, and nobody else there.
 */
export async function readGroups(db: Db, sight: Sight, id?: string): Promise<GroupView[]> {
  const groups = db
    .selectFrom('location_groups as grouped')
    .leftJoin('locations as member', (join) =>
      join
        .onRef('member.agency_id', '=', 'grouped.agency_id')
        .onRef('member.group_id', '=', 'grouped.id')
        .on(inScope(sight, 'member.id')),
    )
    .where('grouped.agency_id', '=', sight.agencyId)
    .$if(sight.locationIds !== null, (query) => query.where('member.id', 'is not', null))
    .groupBy('grouped.id')
    .orderBy(sql`lower(grouped.name)`)
    .select([
      'grouped.id',
      'grouped.name',
      sql<Place>`coalesce(jsonb_agg(jsonb_build_object('id', member.id, 'name', member.name) order by lower(member.name), member.id)
        filter (where member.id is not null), '[]')`.as('locations'),
    ]);
  return (id === undefined ? groups : groups.where('grouped.id', '=', id)).execute();
}
