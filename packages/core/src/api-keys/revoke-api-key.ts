import { may } from '@groundwork/shared';
import type { ApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context, notFound, requirePerson } from '../context.ts';
import { announceAccess } from '../sessions/access.ts';
import { requireKeyView } from './key-views.ts';
import { writeAudit } from './write-audit.ts';

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
    if (key.revoked_at === null) {
      await tx
        .updateTable('api_keys')
        .set({ revoked_at: ctx.now(), revoked_by: memberId })
        .where('agency_id', '=', agencyId)
        .where('id', '=', key.id)
        .execute();
      await writeAudit(tx, { agencyId, memberId, apiKeyId: key.id, action: 'key.revoked', subject: key.name });
      await announceAccess(tx, key.member_id);
    }
    return requireKeyView(tx, ctx, key.id);
  });
}
