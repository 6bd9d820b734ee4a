import { AppError, type Role, roles } from '@groundwork/shared';
import type { ApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context, notFound } from '../context.ts';
import { endKey } from './end-key.ts';
import { requireKeyView } from './key-views.ts';
import { inSight } from './keys-in-sight.ts';
import { lesserRole } from './lesser-role.ts';

/** Ends a key that the caller sees, at once, also its open streams. Asked twice, the first stands. */
export async function revokeApiKey(ctx: Context, input: { id: string }): Promise<ApiKeyView> {
  authorise(ctx, 'key.create');
  return ctx.db.transaction().execute(async (tx) => {
    const key = await tx
      .selectFrom('api_keys')
      .innerJoin('members', 'members.id', 'api_keys.member_id')
      .where('api_keys.agency_id', '=', ctx.actor.agencyId)
      .where('api_keys.id', '=', input.id)
      .where(inSight(ctx.actor))
      .select(['api_keys.id', 'api_keys.name', 'api_keys.member_id', 'api_keys.revoked_at'])
      .select(['api_keys.role', 'members.role as memberRole'])
      .forUpdate('api_keys')
      .executeTakeFirst();
    if (!key) throw notFound('API key');
    requireMayEnd(ctx, key.name, lesserRole(key.role, key.memberRole));
    await endKey(tx, ctx, key);
    return requireKeyView(tx, ctx, key.id);
  });
}

/** Whoever finds a key that only reads must not stop with it what applies. */
function requireMayEnd({ actor }: Context, name: string, role: Role): void {
  if (actor.apiKey === null || roles.indexOf(role) <= roles.indexOf(actor.role)) return;
  throw new AppError(
    'FORBIDDEN',
    `"${name}" is ${role}, and the key of this call only ${actor.role}: it ends none that may more. Revoke it in the browser: Settings → API keys.`,
  );
}
