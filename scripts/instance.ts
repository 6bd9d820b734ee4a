import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWebhookKeys } from '@groundwork/ghl-sandbox';
import { openDatabases } from './databases.ts';
import type { Databases } from './databases.ts';
import { browsable, reachable, roleEnvironments, sandboxEnvironment } from './environment.ts';
import type { Addresses, Variables } from './environment.ts';
import { takeLock } from './lock.ts';
import { migrateApi, migrateOAuthService } from './migrations.ts';
import { freePort } from '@groundwork/db/embedded';
import { checkPorts } from './ports.ts';
import { superviseRole } from './role.ts';
import type { Role, RoleName } from './role.ts';
import { loadSecrets } from './secrets.ts';
import { ensureWebBuild } from './web-build.ts';

export type InstanceOptions = {
  /** Holds the databases, the sandbox's state, secrets, logs and the lock. Without one the data is temporary. */
  dataDir?: string;
  /** The variables of .env.example. What they leave open is filled in. */
  env?: Variables;
  /** Free ports instead of PORT, OAUTH_PORT and SANDBOX_PORT. */
  useFreePorts?: boolean;
  /** Serve the built SPA (default), or leave building to somebody else. */
  buildWeb?: boolean;
  log?: (line: string) => void;
};

/** A whole Groundwork on this machine. */
export type Instance = {
  dataDir: string;
  url: string;
  oauthUrl: string;
  /** Undefined where GHL_API_URL points elsewhere. */
  sandboxUrl: string | undefined;
  apiUrl: string;
  databaseUrl: string;
  oauthDatabaseUrl: string;
  /** Each can be killed or stopped and started alone: `await instance.roles.worker.kill('SIGKILL')`. */
  roles: Record<Exclude<RoleName, 'sandbox'>, Role> & { sandbox?: Role };
  /** Rejects when a role keeps failing at its start. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

/** Brings up databases, sandbox, OAuth service, API and worker, and resolves when all are ready. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const log = options.log ?? (() => {});
  const source = options.env ?? {};
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const temporary = !options.dataDir && { removeAfterwards: dataDir, settings: withoutDisk };
  const release = takeLock(dataDir);
  let databases: Databases | undefined;
  const roles: Role[] = [];
  const stop = async () => {
    // The backend first, since its last steps may still need tokens; the database after everybody.
    const isBackend = (role: Role) => role.name === 'api' || role.name === 'worker';
    await Promise.all(roles.filter(isBackend).map((role) => role.stop()));
    await Promise.all(roles.filter((role) => !isBackend(role)).map((role) => role.stop()));
    await databases?.stop();
    release();
    if (temporary) await rm(dataDir, { recursive: true, force: true });
  };
  const ready = async () => {
    await Promise.all(roles.map((role) => role.ready()));
  };
  const up = (name: RoleName, env: Record<string, string>, url?: string): Role => {
    const spec = { name, entry: entries[name], env, logFile: join(dataDir, 'logs', `${name}.log`) };
    const role = superviseRole(url ? { ...spec, readyUrl: `${url}/health/ready` } : spec, log);
    roles.push(role);
    role.start();
    return role;
  };

  try {
    const at = await chooseAddresses(options, source);
    const local = (port: number) => `http://${reachable(at.host)}:${port}`;
    const secrets = loadSecrets(dataDir);
    const build = options.buildWeb === false ? Promise.resolve() : ensureWebBuild(log);
    build.catch(() => {});

    log(`Starting PostgreSQL${source.GHL_API_URL ? '' : ' and the GHL sandbox'} …`);
    const sandbox = source.GHL_API_URL ? undefined : sandboxAt(join(dataDir, 'sandbox'), at);
    const sandboxRole =
      sandbox && up('sandbox', sandboxEnvironment(source, secrets, { ...at, ...sandbox }), local(at.ports.sandbox));
    databases = await openDatabases({ dataDir, secrets, source, log, ...temporary });
    const { databaseUrl, oauthDatabaseUrl } = databases;
    await Promise.all([migrateApi(databaseUrl), migrateOAuthService(oauthDatabaseUrl), build]);

    log('Starting the OAuth service, the API and a worker …');
    const environments = roleEnvironments(source, secrets, { ...at, databaseUrl, oauthDatabaseUrl, sandbox });
    const running = {
      oauth: up('oauth', environments.oauth, local(at.ports.oauth)),
      api: up('api', environments.api, local(at.ports.api)),
      worker: up('worker', environments.worker),
      ...(sandboxRole && { sandbox: sandboxRole }),
    };
    await ready();
    return {
      dataDir,
      url: at.publicUrl,
      apiUrl: local(at.ports.api),
      oauthUrl: at.oauthPublicUrl,
      sandboxUrl: sandbox?.url,
      databaseUrl,
      oauthDatabaseUrl,
      roles: running,
      ready,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const entries: Record<RoleName, string> = {
  sandbox: 'packages/ghl-sandbox/src/main.ts',
  oauth: 'apps/oauth/src/main.ts',
  api: 'apps/server/src/api.ts',
  worker: 'apps/server/src/worker.ts',
};

/** PostgreSQL may run as another user, who has to pass through. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Temporary data need not outlive the machine. A commit still has to outlive the server, which trials kill. */
const withoutDisk = { fsync: 'off', full_page_writes: 'off' };

type Ports = Addresses['ports'];

async function chooseAddresses(options: InstanceOptions, source: Variables) {
  const host = source.HOST || '127.0.0.1';
  const ports: Ports = options.useFreePorts
    ? { api: await freePort(), oauth: await freePort(), sandbox: await freePort() }
    : {
        api: portOf(source, 'PORT', 4000),
        oauth: portOf(source, 'OAUTH_PORT', 4001),
        sandbox: portOf(source, 'SANDBOX_PORT', 4002),
      };
  const uses = [
    { variable: 'PORT', port: ports.api, what: 'Groundwork' },
    { variable: 'OAUTH_PORT', port: ports.oauth, what: 'the OAuth service' },
    ...(source.GHL_API_URL ? [] : [{ variable: 'SANDBOX_PORT', port: ports.sandbox, what: 'the GHL sandbox' }]),
  ];
  await checkPorts(uses, host);
  return {
    host,
    ports,
    publicUrl: source.PUBLIC_URL || `http://${browsable(host)}:${ports.api}`,
    oauthPublicUrl: source.OAUTH_PUBLIC_URL || `http://${browsable(host)}:${ports.oauth}`,
  };
}

function portOf(source: Variables, variable: string, usual: number): number {
  const port = Number(source[variable] || usual);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${variable}=${source[variable]} is not a port. Give a number from 1 to 65535.`);
}

const sandboxAt = (dataDir: string, { host, ports }: { host: string; ports: Ports }) => ({
  dataDir,
  url: `http://${browsable(host)}:${ports.sandbox}`,
  webhookPublicKey: ensureWebhookKeys(dataDir).publicKey,
});
