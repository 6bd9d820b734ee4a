import { AppError, type Role, roles } from '@groundwork/shared';
import type { NewApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context, requirePerson } from '../context.ts';
import { findLocations } from './find-locations.ts';
import { insertKey } from './insert-key.ts';
import { lockKeysOf } from './lock-keys-of.ts';
import { requireKeyView } from './key-views.ts';
import { writeAudit } from './write-audit.ts';

export interface NewApiKey {
  name: string;
  /** At most one's own. */
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
  const { agencyId, memberId } = ctx.actor;
  return ctx.db.transaction().execute(async (tx) => {
    const { role, names } = await lockKeysOf(tx, ctx, memberId);
    if (roles.indexOf(input.role) > roles.indexOf(role))
      throw new AppError(
        'FORBIDDEN',
        `Your role is ${role}, so a key of yours cannot be ${input.role}. Choose ${role}.`,
      );
    if (names.has(input.name.toLowerCase()))
      throw new AppError(
        'CONFLICT',
        `You have a key "${input.name}" already. Choose another name, or revoke that one.`,
      );
    const { id, secret } = await insertKey(tx, ctx, {
      agencyId,
      memberId,
      name: input.name,
      role: input.role,
      locationIds: input.locationIds ? await findLocations(tx, agencyId, input.locationIds) : null,
      madeBy: 'settings',
      expiresInDays: input.expiresInDays ?? null,
    });
    await writeAudit(tx, { agencyId, memberId, apiKeyId: id, action: 'key.created', subject: input.name });
    return { key: await requireKeyView(tx, ctx, id), secret };
  });
}
