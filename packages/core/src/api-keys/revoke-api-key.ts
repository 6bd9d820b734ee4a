import { may } from '@groundwork/shared';
import type { ApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context, notFound, requirePerson } from '../context.ts';
import { endKey } from './end-key.ts';
import { requireKeyView } from './key-views.ts';

/** Ends a key at once, also its open streams. One's own, or anybody's as an admin. Asked twice, the first stands. */
export async function revokeApiKey(ctx: Context, input: { id: string }): Promise<ApiKeyView> {
  requirePerson(ctx);
  authorise(ctx, 'key.create');
  const { agencyId, memberId, role } = ctx.actor;
  return ctx.db.transaction().execute(async (tx) => {
    const key = await tx
      .selectFrom('api_keys')
      .where('agency_id', '=', agencyId)
      .where('id', '=', input.id)
      .$if(!may(role, 'key.manage'), (query) => query.where('member_id', '=', memberId))
      .select(['id', 'name', 'member_id', 'revoked_at'])
      .forUpdate()
      .executeTakeFirst();
    if (!key) throw notFound('API key');
    await endKey(tx, ctx, key);
    return requireKeyView(tx, ctx, key.id);
  });
}
