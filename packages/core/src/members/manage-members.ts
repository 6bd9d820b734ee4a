import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import { authorise, type Context, requirePerson } from '../context.ts';

/**
 * A change to an agency's members, in one transaction. Such changes take turns, and who asks is judged by the role held at that
 * moment: a session that was read before may be an admin's who is none any more.
 */
export async function manageMembers<T>(ctx: Context, work: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> {
  requirePerson(ctx);
  authorise(ctx, 'member.manage');
  const { agencyId, memberId } = ctx.actor;
  return ctx.db.transaction().execute(async (tx) => {
    await lockMembers(tx, agencyId);
    const asking = await tx
      .selectFrom('members')
      .select('role')
      .where('agency_id', '=', agencyId)
      .where('id', '=', memberId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (!asking) throw new AppError('UNAUTHORIZED', 'You are no longer a member of this agency. Sign in again.');
    const now: Context = { ...ctx, actor: { ...ctx.actor, role: asking.role } };
    authorise(now, 'member.manage');
    return work(tx, now);
  });
}

/** Sign-in locks the same row, by its upsert. */
export async function lockMembers(tx: Tx, agencyId: string): Promise<void> {
  await tx.selectFrom('agencies').select('id').where('id', '=', agencyId).forNoKeyUpdate().execute();
}
