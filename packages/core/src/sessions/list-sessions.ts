import type { MySessionView } from '@groundwork/shared/views';
import { type Context, requirePerson } from '../context.ts';
import { idleSince } from './session-lifetime.ts';

/** Where the caller is signed in: this session first, then by last use. */
export async function listSessions(ctx: Context): Promise<MySessionView[]> {
  requirePerson(ctx);
  const now = ctx.now();
  const rows = await ctx.db
    .selectFrom('sessions')
    .where('member_id', '=', ctx.actor.memberId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', idleSince(now))
    .orderBy((order) => order('id', '=', ctx.actor.sessionId), 'desc')
    .orderBy('last_seen_at', 'desc')
    .select(['id', 'user_agent', 'signed_in_by', 'created_at', 'last_seen_at', 'expires_at'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === ctx.actor.sessionId,
    userAgent: row.user_agent,
    signedInBy: row.signed_in_by,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }));
}
