import { type Context, requirePerson } from '../context.ts';
import { announceAccess } from './access.ts';
import { idleSince } from './session-lifetime.ts';

/** Signs the caller out everywhere but here. Sessions that had ended by themselves are not counted. */
export async function revokeOtherSessions(ctx: Context): Promise<{ revoked: number }> {
  requirePerson(ctx);
  const now = ctx.now();
  const ended = await ctx.db
    .deleteFrom('sessions')
    .where('member_id', '=', ctx.actor.memberId)
    .where('id', '!=', ctx.actor.sessionId)
    .returning(['expires_at', 'last_seen_at'])
    .execute();
  await announceAccess(ctx.db, ctx.actor.memberId);
  return { revoked: ended.filter((row) => row.expires_at > now && row.last_seen_at > idleSince(now)).length };
}
