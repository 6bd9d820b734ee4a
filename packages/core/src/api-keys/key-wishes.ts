import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { KeyWish, KeyWishView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { lockKeysOf } from './lock-keys-of.ts';
import { requireKeyRole } from './require-key-role.ts';
import { requireMayMake } from './require-may-make.ts';

/** What a tool wishes for, as the one sees it who is to grant it; of one that waits, also what forbids it. */
export async function showWish(
  tx: Tx,
  ctx: Context,
  { wish, waits }: { wish: KeyWish; waits: boolean },
): Promise<KeyWishView> {
  const { name, role, expiresInDays } = wish;
  const accounts = wish.locationIds && (await findAccounts(tx, ctx, wish.locationIds));
  const refusal = waits ? await refusalOf(tx, ctx, wish) : null;
  return { name, role, accounts, expiresInDays, refusal: refusal?.message ?? null };
}

/** Throws what `showWish` names as the refusal. */
export async function requireMayGrant(tx: Tx, ctx: Context, wish: KeyWish): Promise<void> {
  const refusal = await refusalOf(tx, ctx, wish);
  if (refusal) throw refusal;
}

async function refusalOf(tx: Tx, ctx: Context, wish: KeyWish): Promise<AppError | null> {
  try {
    requireKeyRole(wish.role);
    requireMayMake(await lockKeysOf(tx, ctx, ctx.actor.memberId), wish);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  if (wish.locationIds === null) return null;
  const wanted = new Set(wish.locationIds).size;
  const unknown = wanted - (await findAccounts(tx, ctx, wish.locationIds)).length;
  if (unknown === 0) return null;
  return new AppError(
    'NOT_FOUND',
    `Of the accounts it asks for, ${unknown} of ${wanted} ${unknown === 1 ? 'is' : 'are'} not of your agency. Deny it, and ask again for accounts of yours.`,
  );
}

const findAccounts = (tx: Tx, { actor }: Context, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  tx
    .selectFrom('locations')
    .where('agency_id', '=', actor.agencyId)
    .where('id', 'in', ids)
    .orderBy((order) => order.fn('lower', ['name']))
    .select(['id', 'name'])
    .execute();
