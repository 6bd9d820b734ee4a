import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Addresses {
  publicUrl: string;
  oauthPublicUrl: string;
}

/** The files compose.yaml names, with fresh keys. What the app at GHL needs is left for a person to fill in. */
export function writeSecrets(folder: string, { publicUrl, oauthPublicUrl }: Addresses): void {
  // Fails where the folder is there: new keys could not read what the old ones sealed.
  mkdirSync(folder, { mode: 0o700 });
  const password = { postgres: newPassword(), api: newPassword(), oauth: newPassword() };
  const DATABASE_URL = `postgres://groundwork_api:${password.api}@postgres:5432/groundwork`;
  const OAUTH_DATABASE_URL = `postgres://groundwork_oauth:${password.oauth}@postgres:5432/groundwork_oauth`;
  const BRIDGE_KEYS = `main:${newKey()}`;
  const files: Record<string, string | Record<string, string>> = {
    'postgres-password': password.postgres,
    'api-password': password.api,
    'oauth-password': password.oauth,
    'migrate-api.env': { DATABASE_URL, BACKUP_KEYS: `first:${newKey()}` },
    'migrate-oauth.env': { OAUTH_DATABASE_URL },
    'api.env': {
      DATABASE_URL,
      PUBLIC_URL: publicUrl,
      OAUTH_URLS: 'http://oauth:4001',
      OAUTH_PUBLIC_URL: oauthPublicUrl,
      BRIDGE_KEYS,
    },
    'oauth.env': {
      OAUTH_DATABASE_URL,
      OAUTH_PUBLIC_URL: oauthPublicUrl,
      API_RETURN_URLS: `main=${publicUrl}/auth/ghl/callback`,
      BRIDGE_KEYS,
      TOKEN_ENCRYPTION_KEYS: `first:${newKey()}`,
      GHL_CLIENT_ID: '',
      GHL_CLIENT_SECRET: '',
    },
  };
  // Readable by the containers' user, who is another; nobody else gets into the folder.
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : lines(content), { mode: 0o644 });
}

const newKey = (): string => randomBytes(32).toString('base64');
const newPassword = (): string => randomBytes(24).toString('base64url');
const lines = (variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

if (import.meta.main) {
  const [publicUrl, oauthPublicUrl] = process.argv.slice(2);
  if (!publicUrl || !oauthPublicUrl)
    throw new Error('say where it will be reached: secrets.ts <app URL> <connect URL>');
  writeSecrets(join(import.meta.dirname, 'secrets'), { publicUrl, oauthPublicUrl });
  process.stderr.write(
    'Wrote deploy/secrets. Fill in GHL_CLIENT_ID and GHL_CLIENT_SECRET in oauth.env, and keep a copy.\n',
  );
}
