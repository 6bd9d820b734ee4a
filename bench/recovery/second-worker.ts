import { join } from 'node:path';
import { ensureWebhookKeys } from '@groundwork/ghl-sandbox';
import { roleEnvironments } from '../../scripts/environment.ts';
import type { Instance } from '../../scripts/instance.ts';
import { superviseRole } from '../../scripts/role.ts';
import type { Role } from '../../scripts/role.ts';
import { loadSecrets } from '../../scripts/secrets.ts';

/** One more worker of an instance. */
export async function startSecondWorker(instance: Instance, log: (line: string) => void): Promise<Role> {
  const { dataDir, sandboxUrl = '', apiUrl, oauthUrl, url: publicUrl, oauthDatabaseUrl, databaseUrl } = instance;
  const portOf = (url: string) => Number(new URL(url).port);
  const { worker: env } = roleEnvironments({ PATH: process.env.PATH }, loadSecrets(dataDir), {
    host: '127.0.0.1',
    ports: { api: portOf(apiUrl), oauth: portOf(oauthUrl), sandbox: portOf(sandboxUrl) },
    publicUrl,
    oauthPublicUrl: oauthUrl,
    databaseUrl,
    oauthDatabaseUrl,
    sandbox: { url: sandboxUrl, webhookPublicKey: ensureWebhookKeys(join(dataDir, 'sandbox')).publicKey },
  });
  const logFile = join(dataDir, 'logs', 'second-worker.log');
  const role = superviseRole({ name: 'second worker', entry: 'apps/server/src/worker.ts', env, logFile }, log);
  role.start();
  await role.ready();
  return role;
}
