import { connect } from '@groundwork/db';
import { hashSecret, newSecret } from '../../packages/core/src/secrets.ts';

/** So many sessions of one member, as cookies: the API limits what one may ask a minute. */
export async function openSessions(databaseUrl: string, memberId: string, count: number): Promise<string[]> {
  const db = connect(databaseUrl, { maxConnections: 1 });
  const secrets = Array.from({ length: count }, newSecret);
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db
    .insertInto('sessions')
    .values(secrets.map((secret) => ({ id_hash: hashSecret(secret), member_id: memberId, expires_at: expiresAt })))
    .execute();
  await db.destroy();
  return secrets.map((secret) => `gw_session=${secret}`);
}
