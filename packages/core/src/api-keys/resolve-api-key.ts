import type { Actor, Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { isKeyShaped } from './key-secret.ts';
import { lesserRole } from './lesser-role.ts';

const touchAfterSeconds = 60;

/**
 * The member behind a key, with the lesser of both roles; null when it is unknown, ended, or the member was removed. Asking counts as
 * use, to the minute, unless `touch` says that nothing was asked for.
 */
export async function resolveApiKey(
  core: Core,
  secret: string,
  options: { touch: boolean } = { touch: true },
): Promise<Actor | null> {
  if (!isKeyShaped(secret)) return null;
  const now = core.now();
  const row = await core.db
    .selectFrom('api_keys')
    .innerJoin('members', 'members.id', 'api_keys.member_id')
    .innerJoin('agencies', 'agencies.id', 'members.agency_id')
    .where('api_keys.secret_hash', '=', hashSecret(secret))
    .where('api_keys.revoked_at', 'is', null)
    .where((where) => where.or([where('api_keys.expires_at', 'is', null), where('api_keys.expires_at', '>', now)]))
    .where('members.removed_at', 'is', null)
    .select([
      'api_keys.id',
      'api_keys.name as keyName',
      'api_keys.role as keyRole',
      'api_keys.location_ids as locationIds',
      'api_keys.last_used_at as lastUsedAt',
      'members.id as memberId',
      'members.agency_id as agencyId',
      'members.role',
      'members.name',
      'agencies.company_id as companyId',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { id, keyName, keyRole, lastUsedAt, ...member } = row;
  if (options.touch && now.getTime() - (lastUsedAt?.getTime() ?? 0) > touchAfterSeconds * 1000)
    await core.db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', id).execute();
  return { ...member, sessionId: id, role: lesserRole(keyRole, member.role), apiKey: { id, name: keyName } };
}
