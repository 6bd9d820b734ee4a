import type { ApiKeyView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context } from '../context.ts';
import { keyRows, keyView } from './key-views.ts';
import { inSight } from './keys-in-sight.ts';

const endedShownDays = 30;

/** Those the caller may see, newest first, ended ones for 30 days. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  authorise(ctx, 'read');
  const endedSince = new Date(ctx.now().getTime() - endedShownDays * 86_400_000);
  const rows = await keyRows(ctx.db, ctx.actor)
    .where(sql<boolean>`coalesce(least(api_keys.revoked_at, api_keys.expires_at), 'infinity') > ${endedSince}`)
    .where(inSight(ctx.actor))
    .execute();
  return rows.map((row) => keyView(row, ctx));
}
