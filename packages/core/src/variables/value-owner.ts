import type { Db } from '@groundwork/db';
import type { ValueLevel } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope, type Sight } from '../account-scope.ts';
import { notFound } from '../context.ts';

/** Whose values are meant, as a caller names it. */
export interface ValuePlace {
  level: ValueLevel;
  /** Of the agency's own level the agency's id or nothing. */
  ownerId: string | null;
}

/**
 * The owner's id, if it is the agency's and the caller may see it: a group with none of a key's accounts is unknown to the key. `lock` holds the owner until the transaction ends: of two that save at once one waits, and
 * no value is left behind by a group that goes meanwhile.
 */
export async function findOwner(
  db: Db,
  sight: Sight,
  { level, ownerId }: ValuePlace,
  lock: 'lock' | 'look' = 'look',
): Promise<string> {
  const { agencyId } = sight;
  const id = level === 'agency' ? (ownerId ?? agencyId) : ownerId;
  if (id === null || !mayBe(level, id)) throw notFound(words[level]);
  const query =
    level === 'agency'
      ? db.selectFrom('agencies').select('id').where('id', '=', agencyId).where('id', '=', id)
      : db
          .selectFrom(tables[level])
          .select('id')
          .where('agency_id', '=', agencyId)
          .where('id', '=', id)
          .where(isSeen(sight, level));
  const owner = await (lock === 'lock' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  if (!owner) throw notFound(words[level]);
  return owner.id;
}

const isSeen = (sight: Sight, level: Exclude<ValueLevel, 'agency'>) => {
  if (level === 'blueprint' || sight.locationIds === null) return sql<boolean>`true`;
  if (level === 'location') return inScope(sight, 'id');
  return sql<boolean>`exists (
    select from locations member
    where member.agency_id = location_groups.agency_id and member.group_id = location_groups.id
      and ${inScope(sight, 'member.id')})`;
};

const tables = { blueprint: 'blueprints', group: 'location_groups', location: 'locations' } as const;

const words: Readonly<Record<ValueLevel, string>> = {
  agency: 'agency',
  blueprint: 'blueprint',
  group: 'group',
  location: 'account',
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A location's id is GHL's; all others are ours, and PostgreSQL takes no other text for one. */
const mayBe = (level: ValueLevel, id: string): boolean => level === 'location' || uuid.test(id);
