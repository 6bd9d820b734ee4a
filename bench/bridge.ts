import { fixtures } from '@groundwork/ghl-sandbox';
import { bridgeRoutes } from '@groundwork/shared/bridge';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { openFeed } from '../apps/oauth/src/bridge/event-rows.ts';
import { createClaims } from '../apps/oauth/src/bridge/claims.ts';
import { connectDatabase } from '../apps/oauth/src/db/connect.ts';
import { createBridge } from '../packages/integrations/src/bridge/index.ts';
import { createPost, createReplicas } from '../packages/integrations/src/bridge/post.ts';
import { signatureHeaders } from '../packages/integrations/src/bridge/sign.ts';
import { startInstance } from '../scripts/instance.ts';
import { loadSecrets } from '../scripts/secrets.ts';
import { signIn } from '../scripts/sign-in.ts';
import { load } from './bridge/load.ts';
import type { Load } from './bridge/load.ts';
import { startBareRoute } from './bridge/start-bare-route.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const rounds = 5;
const readsOf = { 1: 1_000, 20: 4_000 } as const;
/** Of the bare round trip, at one reader. */
const target = 2;

const companyId = fixtures.agency.id;
type Read = () => Promise<unknown>;
interface Sides {
  cached: Read;
  uncached: Read;
  bare: Read;
  /** The bare round trip with the one statement in it that an uncached read waits for: claim, audit, and the feed's word. */
  recorded: Read;
  /** This statement alone. */
  statement: Read;
}

/**
 * A token through the bridge client: from its memory (cached), and from the service (uncached: what the client does when it holds
 * nothing), beside the same HTTP client at a bare server that takes the same request and answers the same bytes. No read goes
 * unrecorded, so the least it can cost is that server with the service's one statement before its answer (recorded).
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  // Not the instance's own temporary data: that never waits for a disk, and the service's database has to.
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  await chmod(dataDir, 0o755);
  const instance = await startInstance({ dataDir, buildWeb: false, useFreePorts: true, log });
  try {
    await signIn(instance.url);
    const key = { backendId: 'main', secret: loadSecrets(dataDir).bridgeKey };
    const urls = [instance.oauthUrl];
    const bridge = createBridge({ urls, ...key });
    await bridge.start();
    const replicas = createReplicas({ urls, timeoutMs: 10_000 });
    const post = createPost(replicas, key);
    const uncached = () => post('accessToken', { companyId }, { safe: true });
    const answer = JSON.stringify(await uncached());
    const databaseUrl = instance.oauthDatabaseUrl;
    const position = await feedPosition(databaseUrl);
    const bareRoute = await startBareRoute({ answer, databaseUrl, position, companyId });
    const bare = bareClient(bareRoute.url, key);
    const statement = claimant(databaseUrl, position);
    try {
      if ((await bare.read('/bare')) !== answer) throw new Error('the bare server answers something else.');
      const sides = {
        cached: () => bridge.accessToken({ companyId }),
        uncached,
        bare: () => bare.read('/bare'),
        recorded: () => bare.read('/recorded'),
        statement: statement.run,
      };
      const one = await compare(sides, 1, log);
      const twenty = await compare(sides, 20, log);
      return rows(one, twenty);
    } finally {
      await Promise.all([bare.close(), statement.close(), bridge.stop(), ...replicas.map(({ pool }) => pool.close())]);
      await bareRoute.stop();
    }
  } finally {
    await instance.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The same client, with the same headers and body; signed once, since nobody looks. */
function bareClient(url: string, key: { backendId: string; secret: string }) {
  const pool = new Pool(url, { connections: 32, keepAliveTimeout: 30_000 });
  const body = JSON.stringify({ companyId });
  const signed = signatureHeaders(key, bridgeRoutes.accessToken.path, body);
  const headers = { 'content-type': 'application/json', ...signed };
  const read = async (path: '/bare' | '/recorded'): Promise<string> => {
    const answer = await pool.request({ path, method: 'POST', headers, body });
    return answer.body.text();
  };
  return { read, close: () => pool.close() };
}

async function feedPosition(databaseUrl: string): Promise<number> {
  const db = connectDatabase(databaseUrl, () => undefined);
  const { cursor } = await openFeed(db, null);
  await db.destroy();
  return cursor.position;
}

function claimant(databaseUrl: string, position: number) {
  const claims = createClaims(databaseUrl, () => undefined);
  const run = () => {
    const [nonce, requestId] = [newNonce(), newNonce()];
    const read = { backendId: 'bench', requestId, companyId, position };
    return claims.claimRead({ backendId: 'bench', nonce, signedAt: new Date() }, read);
  };
  return { run, close: () => claims.close() };
}

const newNonce = (): string => randomBytes(16).toString('base64url');

/** In turns, so that whatever else this machine does falls on all; the first turn only warms up. */
async function compare(
  sides: Sides,
  atOnce: keyof typeof readsOf,
  log: (line: string) => void,
): Promise<Record<keyof Sides, Load>> {
  const turns: Record<keyof Sides, Load>[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const bare = await load(sides.bare, atOnce, readsOf[atOnce]);
    const uncached = await load(sides.uncached, atOnce, readsOf[atOnce]);
    const cached = await load(sides.cached, atOnce, readsOf[atOnce]);
    const recorded = await load(sides.recorded, atOnce, readsOf[atOnce]);
    const statement = await load(sides.statement, atOnce, readsOf[atOnce]);
    turns.push({ bare, uncached, cached, recorded, statement });
  }
  const medians = (side: keyof Sides): Load => ({
    p50: median(turns.slice(1).map((turn) => turn[side].p50)),
    p99: median(turns.slice(1).map((turn) => turn[side].p99)),
  });
  const result = {
    bare: medians('bare'),
    uncached: medians('uncached'),
    cached: medians('cached'),
    recorded: medians('recorded'),
    statement: medians('statement'),
  };
  const words = (side: keyof Sides) => `${side} ${result[side].p50.toFixed(3)} (p99 ${result[side].p99.toFixed(2)}) ms`;
  log(
    `${atOnce} reader(s): ${words('uncached')}, ${words('bare')}, ${words('recorded')}, ${words('statement')}, ${words('cached')}`,
  );
  return result;
}

function rows(one: Record<keyof Sides, Load>, twenty: Record<keyof Sides, Load>): Row[] {
  const reference = one.bare.p50;
  return [
    row({ name: 'bridge:cached-p50', value: one.cached.p50, unit: 'ms', reference }),
    row({
      name: 'bridge:uncached-p50',
      value: one.uncached.p50,
      unit: 'ms',
      reference,
      target: Number((target * reference).toPrecision(4)),
    }),
    row({ name: 'bridge:uncached-p99', value: one.uncached.p99, unit: 'ms', reference: one.bare.p99 }),
    row({ name: 'bridge:recorded-p50', value: one.recorded.p50, unit: 'ms', reference }),
    row({ name: 'bridge:statement-p50', value: one.statement.p50, unit: 'ms', reference }),
    row({ name: 'bridge:uncached-p50-20', value: twenty.uncached.p50, unit: 'ms', reference: twenty.bare.p50 }),
    row({ name: 'bridge:recorded-p50-20', value: twenty.recorded.p50, unit: 'ms', reference: twenty.bare.p50 }),
    row({ name: 'bridge:uncached-p99-20', value: twenty.uncached.p99, unit: 'ms', reference: twenty.bare.p99 }),
  ];
}
