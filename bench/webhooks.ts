import { fixtures } from '@groundwork/ghl-sandbox';
import { connect } from '@groundwork/db';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWebhookKey } from '../packages/ghl-sandbox/src/webhooks/keys.ts';
import { startInstance } from '../scripts/instance.ts';
import type { Instance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import { startPeer } from './peer/start-peer.ts';
import { median, percentile, row } from './row.ts';
import type { Row } from './row.ts';
import { deliver } from './webhooks/deliver.ts';
import type { Delivered } from './webhooks/deliver.ts';
import { signedEvents } from './webhooks/signed-events.ts';

const rounds = 3;
/** The API takes 60,000 a minute of one address: all rounds together stay below. */
const usualEvents = 3_000;
const atOnce = 20;

type Side = 'api' | 'bare' | 'batched';

/**
 * GHL's deliveries of a client's events: signature verified, its agency found, stored once, answered. Beside it a bare Fastify route
 * that parses and INSERTs (`bare`), and one that INSERTs together what arrives while the INSERT before is under way (`batched`):
 * what batches bring at most. In the last round the API is killed on its way; whatever had its 200 has to be in the table.
 */
export async function run(log: (line: string) => void, events: number = usualEvents): Promise<Row[]> {
  // Not the instance's own temporary data: that never waits for a disk, and a 200 has to.
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  await chmod(dataDir, 0o755);
  const instance = await startInstance({ dataDir, buildWeb: false, useFreePorts: true, log });
  const bareServer = await startPeer('bench/webhooks/bare-route.ts', instance.databaseUrl);
  try {
    await signIn(instance.url);
    const sign = signedEvents(loadWebhookKey(join(dataDir, 'sandbox')), fixtures.locations.dental.id);
    const urls: Record<Side, URL> = {
      api: new URL('/webhooks/ghl', instance.apiUrl),
      bare: new URL('/webhooks', bareServer.url),
      batched: new URL('/webhooks/batched', bareServer.url),
    };
    const turns: Record<Side, Delivered>[] = [];
    for (let turn = 0; turn <= rounds; turn += 1) {
      const one = async (side: Side) => deliver(urls[side], sign(events), { atOnce });
      turns.push({ bare: await one('bare'), batched: await one('batched'), api: await one('api') });
    }
    const measured = turns.slice(1);
    const perSecond = (side: Side) => measured.map((turn) => turn[side].perSecond);
    const latency = (side: Side, percent: number) =>
      measured.map((turn) => percentile(turn[side].latenciesMs, percent));
    const lost = await lostInKill(instance, urls.api, sign(events));
    log(
      `a second: ${median(perSecond('api')).toFixed(0)}, bare ${median(perSecond('bare')).toFixed(0)}, bare in batches ${median(perSecond('batched')).toFixed(0)}; of ${lost.answered} answered around a kill ${lost.missing} missing`,
    );
    const compared = (name: string, unit: string, of: (side: Side) => number[], side: Side = 'api'): Row =>
      row({ name, value: median(of(side)), unit, reference: median(of('bare')), turns: of(side) });
    return [
      compared('webhooks:stored', '/s', perSecond),
      compared('webhooks:p50', 'ms', (side) => latency(side, 50)),
      compared('webhooks:p99', 'ms', (side) => latency(side, 99)),
      compared('webhooks:bare-in-batches', '/s', perSecond, 'batched'),
      row({ name: 'webhooks:lost', value: lost.missing, unit: 'deliveries', target: 0 }),
    ];
  } finally {
    await bareServer.stop();
    await instance.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Sends again what had no 200, as GHL does, only sooner. */
async function lostInKill(
  instance: Instance,
  url: URL,
  events: ReturnType<ReturnType<typeof signedEvents>>,
): Promise<{ answered: number; missing: number }> {
  const half = Math.floor(events.length / 2);
  let killed: Promise<void> | undefined;
  const onAnswer = (answered: number) => {
    if (answered >= half) killed ??= instance.roles.api.kill('SIGKILL');
  };
  const { answeredIds } = await deliver(url, events, { atOnce, sendAgain: true, onAnswer });
  await killed;
  const db = connect(instance.databaseUrl, { maxConnections: 1 });
  const stored = await db
    .selectFrom('webhook_deliveries')
    .select('id')
    .where(
      'id',
      'in',
      answeredIds.map((id) => `id:${id}`),
    )
    .execute();
  await db.destroy();
  return { answered: answeredIds.length, missing: answeredIds.length - stored.length };
}
