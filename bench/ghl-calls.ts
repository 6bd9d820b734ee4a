import { UserType } from '@gohighlevel/api-client';
import { createRequestBudget } from '@groundwork/core';
import { connect } from '@groundwork/db';
import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import type { SandboxControl } from '@groundwork/ghl-sandbox';
import { createGhl } from '@groundwork/integrations/ghl';
import { connectDatabase } from '../apps/oauth/src/db/connect.ts';
import { createBridge } from '../packages/integrations/src/bridge/index.ts';
import { startInstance } from '../scripts/instance.ts';
import type { Instance } from '../scripts/instance.ts';
import { loadSecrets } from '../scripts/secrets.ts';
import { signIn } from '../scripts/sign-in.ts';
import { load } from './bridge/load.ts';
import type { Load } from './bridge/load.ts';
import { insertGrant } from './ghl-calls/insert-grant.ts';
import { officialClient, sharedSessions } from './ghl-calls/official-client.ts';
import { companyOf, installMany } from './refresh-spread/install-many.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const rounds = 3;
const usualCalls = 600;
const processes = 2;
const callersOfProcess = 20;
const companyId = fixtures.agency.id;
/** Where both have to wait for GHL, whoever comes meanwhile finds a refresh under way. */
const tokenLatencyMs = 150;

/**
 * The agency read from GHL by our adapter (token through the bridge, the shared rate budget in PostgreSQL, retries, answer checked)
 * and by GHL's own SDK (a token it was given, nothing else). Then how often each refreshes one expired token that forty callers in
 * two processes want at once: a refresh token works once.
 */
export async function run(log: (line: string) => void, calls: number = usualCalls): Promise<Row[]> {
  const instance = await startInstance({ buildWeb: false, useFreePorts: true, log });
  try {
    await signIn(instance.url);
    const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
    await sandbox.setKnobs({ rateLimit: { burst: 1_000_000, intervalMs: 10_000, daily: 10_000_000 } });
    const one = await compareCalls(instance, 1, calls);
    const twenty = await compareCalls(instance, 20, calls);
    await sandbox.setKnobs({ tokenLatencyMs });
    const refreshes = await ourRefreshes(instance, sandbox);
    const official = await officialRefreshes(instance, sandbox);
    log(`refreshes of one token: ${refreshes}, GHL's SDK ${official}`);
    return [
      callRow('ghl-calls:p50', one),
      callRow('ghl-calls:p50-20', twenty),
      row({ name: 'ghl-calls:refreshes', value: refreshes, unit: 'refreshes', reference: official, target: 1 }),
    ];
  } finally {
    await instance.stop();
  }
}

type Turn = Record<'ours' | 'official', Load>;

/** In turns; the first only warms up. */
async function compareCalls(instance: Instance, atOnce: number, calls: number): Promise<Turn[]> {
  const sandboxUrl = instance.sandboxUrl ?? '';
  const db = connect(instance.databaseUrl, { maxConnections: 12 });
  const bridge = bridgeTo(instance);
  await bridge.start();
  const budget = createRequestBudget(db);
  const ghl = createGhl({ baseUrl: sandboxUrl, tokens: bridge, budget, userAgent: 'groundwork-bench' });
  try {
    const { accessToken } = await bridge.accessToken({ companyId });
    const official = officialClient(sandboxUrl, { ...credentials(instance), agencyAccessToken: accessToken });
    const turns: Turn[] = [];
    for (let turn = 0; turn <= rounds; turn += 1)
      turns.push({
        official: await load(() => official.companies.getCompany({ companyId }), atOnce, calls),
        ours: await load(() => ghl.company(companyId), atOnce, calls),
      });
    return turns.slice(1);
  } finally {
    await ghl.stop();
    await bridge.stop();
    await db.destroy();
  }
}

async function ourRefreshes(instance: Instance, sandbox: SandboxControl): Promise<number> {
  await installMany(instance, { from: 0, to: 1 });
  const db = connectDatabase(instance.oauthDatabaseUrl, () => undefined);
  const expired = { expires_at: new Date(Date.now() - 1_000) };
  await db.updateTable('installations').set(expired).where('id', '=', companyOf(0)).execute();
  await db.destroy();
  const bridges = Array.from({ length: processes }, () => bridgeTo(instance));
  try {
    await Promise.all(bridges.map((bridge) => bridge.start()));
    return await countRefreshes(sandbox, () =>
      atOnce(bridges, (bridge) => bridge.accessToken({ companyId: companyOf(0) })),
    );
  } finally {
    await Promise.all(bridges.map((bridge) => bridge.stop()));
  }
}

async function officialRefreshes(instance: Instance, sandbox: SandboxControl): Promise<number> {
  const company = companyOf(1);
  const sessionStorage = sharedSessions();
  const config = { ...credentials(instance), sessionStorage };
  const clients = Array.from({ length: processes }, () => officialClient(instance.sandboxUrl ?? '', config));
  await sessionStorage.setSession(company, {
    access_token: 'expired',
    refresh_token: insertGrant(instance, company),
    userType: UserType.Company,
    companyId: company,
    expires_in: 0,
  });
  // The agency itself is not at the sandbox: only its token is asked for.
  return countRefreshes(sandbox, () =>
    atOnce(clients, (client) => client.getTokenForSecurity(['Agency-Access'], {}, { companyId: company })),
  );
}

async function countRefreshes(sandbox: SandboxControl, read: () => Promise<unknown>): Promise<number> {
  await sandbox.clearStats();
  await read();
  return (await sandbox.stats()).routes['POST /oauth/token'] ?? 0;
}

const atOnce = <T>(parts: readonly T[], call: (part: T) => Promise<unknown>): Promise<unknown> =>
  Promise.all(parts.flatMap((part) => Array.from({ length: callersOfProcess }, () => call(part))));

const bridgeTo = ({ oauthUrl, dataDir }: Instance) =>
  createBridge({ urls: [oauthUrl], backendId: 'main', secret: loadSecrets(dataDir).bridgeKey });

function credentials({ dataDir }: Instance): { clientId: string; clientSecret: string } {
  const { sandboxClientId: clientId, sandboxClientSecret: clientSecret } = loadSecrets(dataDir);
  return { clientId, clientSecret };
}

function callRow(name: string, turns: readonly Turn[]): Row {
  const of = (side: keyof Turn) => turns.map((turn) => turn[side].p50);
  return row({ name, value: median(of('ours')), unit: 'ms', reference: median(of('official')), turns: of('ours') });
}
