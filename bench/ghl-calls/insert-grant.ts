import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instance } from '../../scripts/instance.ts';
import { loadSecrets } from '../../scripts/secrets.ts';

/** A grant of an agency at the sandbox that nobody has used yet; answers its refresh token. */
export function insertGrant({ dataDir }: Instance, companyId: string): string {
  const refreshToken = randomBytes(800).toString('base64url');
  const ghl = new DatabaseSync(join(dataDir, 'sandbox', 'sandbox.sqlite'));
  ghl.exec('PRAGMA busy_timeout = 5000');
  ghl
    .prepare(
      `INSERT INTO oauth_grant (id, client_id, user_type, company_id, user_id, scope, is_bulk, approved_locations, approve_all,
        future_locations, created_at_ms) VALUES (?, ?, 'Company', ?, 'bench', 'companies.readonly', 1, '[]', 0, 0, ?)`,
    )
    .run(companyId, loadSecrets(dataDir).sandboxClientId, companyId, Date.now());
  ghl
    .prepare('INSERT INTO refresh_token (token_hash, grant_id, expires_at_ms) VALUES (?, ?, ?)')
    .run(createHash('sha256').update(refreshToken).digest('base64url'), companyId, Date.now() + 86_400_000);
  ghl.close();
  return refreshToken;
}
