import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createKeyRing } from '../../apps/oauth/src/crypto/key-ring.ts';
import { connectDatabase } from '../../apps/oauth/src/db/connect.ts';
import { pairColumns } from '../../apps/oauth/src/grants/pair.ts';
import type { Instance } from '../../scripts/instance.ts';
import { loadSecrets } from '../../scripts/secrets.ts';

/** As GHL gives them: a day. */
export const lifeSeconds = 86_400;

export const companyOf = (number: number): string => `bench${String(number).padStart(6, '0')}`;

/**
 * Grants of agencies that came at one moment: rows at the sandbox and sealed rows at the service, as their sign-ins would have
 * left them. When each is refreshed the service's own code says.
 */
export async function installMany(instance: Instance, { from, to }: { from: number; to: number }): Promise<void> {
  const { tokenEncryptionKey, sandboxClientId } = loadSecrets(instance.dataDir);
  const keyRing = createKeyRing([{ id: 'first', key: createSecretKey(Buffer.from(tokenEncryptionKey, 'base64')) }]);
  const db = connectDatabase(instance.oauthDatabaseUrl, () => undefined);
  const ghl = new DatabaseSync(join(instance.dataDir, 'sandbox', 'sandbox.sqlite'));
  ghl.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
  const grant = ghl.prepare(`INSERT INTO oauth_grant (id, client_id, user_type, company_id, user_id, scope, is_bulk,
    approved_locations, approve_all, future_locations, created_at_ms) VALUES (?, ?, 'Company', ?, 'bench', ?, 1, '[]', 0, 0, ?)`);
  const refresh = ghl.prepare('INSERT INTO refresh_token (token_hash, grant_id, expires_at_ms) VALUES (?, ?, ?)');

  const rows = Array.from({ length: to - from }, (_, index) => {
    const id = companyOf(from + index);
    const [accessToken, refreshToken] = [newToken(), newToken()];
    grant.run(id, sandboxClientId, id, scopes.join(' '), Date.now());
    refresh.run(createHash('sha256').update(refreshToken).digest('base64url'), id, Date.now() + 86_400_000);
    const expiresAt = new Date(Date.now() + lifeSeconds * 1000);
    const pair = pairColumns(keyRing, id, { accessToken, refreshToken, expiresAt, scopes });
    return { ...pair, id, company_id: id, user_type: 'Company' as const, issued_at: new Date() };
  });
  ghl.exec('COMMIT');
  ghl.close();
  for (let start = 0; start < rows.length; start += 500)
    await db
      .insertInto('installations')
      .values(rows.slice(start, start + 500))
      .execute();
  await db.destroy();
}

/** As long as GHL's. */
const newToken = (): string => randomBytes(800).toString('base64url');

const scopes = Array.from({ length: 30 }, (_, index) => `resource${index}.${index % 2 === 0 ? 'readonly' : 'write'}`);
