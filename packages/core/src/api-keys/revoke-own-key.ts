import { AppError } from '@groundwork/shared';
import type { ApiKeyView } from '@groundwork/shared/views';
import { type Context, notFound } from '../context.ts';
import { endKey } from './end-key.ts';
import { requireKeyView } from './key-views.ts';

/** A tool that signs out ends the key it calls with, whatever that key may do besides. It can end no other one. */
export async function revokeOwnKey(ctx: Context): Promise<ApiKeyView> {
  const { agencyId, apiKey } = ctx.actor;
  if (!apiKey) throw new AppError('BAD_REQUEST', 'This call came without a key. In a browser, sign out instead.');
  return ctx.db.transaction().execute(async (tx) => {
    const key = await tx
      .selectFrom('api_keys')
      .where('agency_id', '=', agencyId)
      .where('id', '=', apiKey.id)
      .select(['id', 'name', 'member_id', 'revoked_at'])
      .forUpdate()
      .executeTakeFirst();
    if (!key) throw notFound('API key');
    await endKey(tx, ctx, key);
    return requireKeyView(tx, ctx, key.id);
  });
}
