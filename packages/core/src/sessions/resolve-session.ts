import type { Actor, Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { idleSince } from './session-lifetime.ts';

const touchAfterSeconds = 60;

/**
 * The member behind a session cookie, or null when it is unknown, signed out, idle too long or too old, or the member was removed. Asking counts as use,
 * unless `touch` says that no person stands behind it.
 */
export async function resolveSession(
  core: Core,
  session: string,
  options: { touch: boolean } = { touch: true },
): Promise<Actor | null> {
  const now = core.now();
  const idHash = hashSecret(session);
  const row = await core.db
    .selectFrom('sessions')
    .innerJoin('members', 'members.id', 'sessions.member_id')
    .innerJoin('agencies', 'agencies.id', 'members.agency_id')
    .where('sessions.id_hash', '=', idHash)
    .where('sessions.expires_at', '>', now)
    .where('sessions.last_seen_at', '>', idleSince(now))
    .where('members.removed_at', 'is', null)
    .select([
      'members.id as memberId',
      'sessions.id as sessionId',
      'members.agency_id as agencyId',
      'members.role',
      'members.name',
      'agencies.company_id as companyId',
      'sessions.last_seen_at as lastSeenAt',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { lastSeenAt, ...actor } = row;
  if (options.touch && now.getTime() - lastSeenAt.getTime() > touchAfterSeconds * 1000)
    await core.db.updateTable('sessions').set({ last_seen_at: now }).where('id_hash', '=', idHash).execute();
  return { ...actor, apiKey: null, locationIds: null };
}
