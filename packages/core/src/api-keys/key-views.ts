import type { Db, Tx } from '@groundwork/db';
import type { ApiKeyView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { type Actor, type Core, notFound } from '../context.ts';

/** Keys of the caller's agency as lists show them, newest first. Filter further before use. */
export const keyRows = (db: Db | Tx, { agencyId }: { agencyId: string }) =>
  db
    .selectFrom('api_keys')
    .innerJoin('members', 'members.id', 'api_keys.member_id')
    .where('api_keys.agency_id', '=', agencyId)
    .orderBy('api_keys.created_at', 'desc')
    .orderBy('api_keys.id')
    .select([
      'api_keys.id',
      'api_keys.name',
      'api_keys.prefix',
      'api_keys.role',
      'api_keys.made_by',
      'api_keys.created_at',
      'api_keys.expires_at',
      'api_keys.revoked_at',
      'api_keys.last_used_at',
      'members.id as memberId',
      'members.name as memberName',
      sql<ApiKeyView['accounts']>`case when api_keys.location_ids is not null then (
        select coalesce(jsonb_agg(jsonb_build_object('id', place.id, 'name', place.name) order by lower(place.name)), '[]')
        from locations place
        where place.agency_id = api_keys.agency_id and place.id = any(api_keys.location_ids)) end`.as('accounts'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof keyRows>['executeTakeFirstOrThrow']>>;

/** Who looks at a key, and when. */
export interface KeyViewer extends Pick<Core, 'now'> {
  actor: Pick<Actor, 'agencyId' | 'memberId' | 'apiKey'>;
}

export function keyView(row: Row, { actor, now }: KeyViewer): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    accounts: row.accounts,
    madeBy: row.made_by,
    owner: { memberId: row.memberId, name: row.memberName },
    isOwn: row.memberId === actor.memberId,
    isCaller: row.id === actor.apiKey?.id,
    state: stateOf(row, now()),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

export async function requireKeyView(db: Db | Tx, viewer: KeyViewer, id: string): Promise<ApiKeyView> {
  const row = await keyRows(db, viewer.actor).where('api_keys.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('API key');
  return keyView(row, viewer);
}

function stateOf({ revoked_at, expires_at }: Row, now: Date): ApiKeyView['state'] {
  if (revoked_at) return 'revoked';
  return expires_at && expires_at <= now ? 'expired' : 'active';
}
