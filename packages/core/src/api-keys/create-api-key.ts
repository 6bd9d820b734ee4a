import type { Role } from '@groundwork/shared';
import type { NewApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context, requirePerson } from '../context.ts';
import { lockKeysOf } from './lock-keys-of.ts';
import { requireKeyView } from './key-views.ts';
import { makeKey } from './make-key.ts';
import { requireKeyRole } from './require-key-role.ts';

export interface NewApiKey {
  name: string;
  /** At most one's own, and no owner's. */
  role: Role;
  /** Left out: every account. */
  locationIds?: readonly string[] | undefined;
  /** Left out: it does not expire. */
  expiresInDays?: number | undefined;
}

/** A key in the caller's name. Its secret is answered here and never again. A key cannot make another one. */
export async function createApiKey(ctx: Context, input: NewApiKey): Promise<NewApiKeyView> {
  requirePerson(ctx);
  authorise(ctx, 'key.create');
  requireKeyRole(input.role);
  return ctx.db.transaction().execute(async (tx) => {
    const { id, secret } = await makeKey(tx, ctx, {
      maker: await lockKeysOf(tx, ctx, ctx.actor.memberId),
      madeBy: 'settings',
      name: input.name,
      role: input.role,
      locationIds: input.locationIds ? [...input.locationIds] : null,
      expiresInDays: input.expiresInDays ?? null,
    });
    return { key: await requireKeyView(tx, ctx, id), secret };
  });
}
