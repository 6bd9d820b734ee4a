import { join } from 'node:path';
import { ensureWebhookKeys } from '@groundwork/ghl-sandbox';
import { roleEnvironments } from '../scripts/environment.ts';
import type { Variables } from '../scripts/environment.ts';
import type { Instance } from '../scripts/instance.ts';
import { loadSecrets } from '../scripts/secrets.ts';

/** What a role of this instance finds in its environment: for one more process like it, on a port of its own. */
export function roleEnvironment(
  instance: Instance,
  role: 'api' | 'oauth' | 'worker',
  source: Variables = {},
): Record<string, string> {
  const { dataDir, sandboxUrl, apiUrl, oauthUrl, url: publicUrl, oauthDatabaseUrl, databaseUrl } = instance;
  if (sandboxUrl === undefined) throw new Error('this instance has no sandbox');
  const portOf = (url: string) => Number(new URL(url).port);
  return roleEnvironments({ PATH: process.env['PATH'], ...source }, loadSecrets(dataDir), {
    host: '127.0.0.1',
    ports: { api: portOf(apiUrl), oauth: portOf(oauthUrl), sandbox: portOf(sandboxUrl) },
    publicUrl,
    oauthPublicUrl: oauthUrl,
    databaseUrl,
    oauthDatabaseUrl,
    sandbox: { url: sandboxUrl, webhookPublicKey: ensureWebhookKeys(join(dataDir, 'sandbox')).publicKey },
  })[role];
}
