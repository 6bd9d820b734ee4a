import { may } from '@groundwork/shared';
import type { ApiKeyView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context, requirePerson } from '../context.ts';
import { keyRows, keyView } from './key-views.ts';

const endedShownDays = 30;

/** One's own; admins see everybody's. Newest first, ended ones for 30 days. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  requirePerson(ctx);
  authorise(ctx, 'read');
  const { memberId, role } = ctx.actor;
  const endedSince = new Date(ctx.now().getTime() - endedShownDays * 86_400_000);
  const rows = await keyRows(ctx.db, ctx.actor)
    .where(sql<boolean>`coalesce(least(api_keys.revoked_at, api_keys.expires_at), 'infinity') > ${endedSince}`)
    .$if(!may(role, 'key.manage'), (query) => query.where('api_keys.member_id', '=', memberId))
    .execute();
  return rows.map((row) => keyView(row, ctx));
}
