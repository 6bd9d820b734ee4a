import { sql } from 'kysely';

/** Of `api_keys`: neither revoked nor expired. */
export const isActive = (now: Date) =>
  sql<boolean>`api_keys.revoked_at is null and (api_keys.expires_at is null or api_keys.expires_at > ${now})`;
