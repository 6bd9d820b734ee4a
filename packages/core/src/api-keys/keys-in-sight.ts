import { may } from '@groundwork/shared';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../context.ts';

/**
 * Of `api_keys` in the caller's agency: those that may be listed and ended. A person's are their own, as an admin everybody's; a key's
 * are those of its member, and its own alone where it is for some accounts.
 */
export function inSight({ memberId, role, apiKey, locationIds }: Actor): RawBuilder<boolean> {
  if (apiKey !== null && locationIds !== null) return sql<boolean>`api_keys.id = ${apiKey.id}`;
  if (apiKey !== null || !may(role, 'key.manage')) return sql<boolean>`api_keys.member_id = ${memberId}`;
  return sql<boolean>`true`;
}
