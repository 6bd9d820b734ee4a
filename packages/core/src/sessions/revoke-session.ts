import { type Context, notFound, requirePerson } from '../context.ts';
import { announceAccess } from './access.ts';

/** Signs one of the caller's own sessions out. */
export async function revokeSession(ctx: Context, input: { sessionId: string }): Promise<void> {
  requirePerson(ctx);
  const ended = await ctx.db
    .deleteFrom('sessions')
    .where('member_id', '=', ctx.actor.memberId)
    .where('id', '=', input.sessionId)
    .returning('id')
    .executeTakeFirst();
  if (!ended) throw notFound('session');
  await announceAccess(ctx.db, ctx.actor.memberId);
}
