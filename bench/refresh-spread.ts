import { createSandboxControl } from '@groundwork/ghl-sandbox';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { connectDatabase } from '../apps/oauth/src/db/connect.ts';
import type { Database } from '../apps/oauth/src/db/connect.ts';
import { createPost, createReplicas } from '../packages/integrations/src/bridge/post.ts';
import { startInstance } from '../scripts/instance.ts';
import { loadSecrets } from '../scripts/secrets.ts';
import { load } from './bridge/load.ts';
import type { Load } from './bridge/load.ts';
import { companyOf, installMany, lifeSeconds } from './refresh-spread/install-many.ts';
import { maxToMean } from './refresh-spread/per-minute.ts';
import { median, percentile, row } from './row.ts';
import type { Row } from './row.ts';

const few = 10;
const many = 10_000;
const reads = 1_000;
const rounds = 3;
/**
 * A day's token lives for forty minutes while refreshes are watched: a second stands for 36, and a minute lasts 1.67 s. The
 * loop's look once a second is not scaled, so what it finds comes in larger lumps than in earnest.
 */
const scale = 36;
const minuteMs = 60_000 / scale;
/** A part of the time over which a day's refreshes spread, at the rate that 10,000 grants have in it. */
const watchedMs = 35_000;
/** All of them: 30 % of a token's life. */
const spreadMs = (0.3 * lifeSeconds * 1000) / scale;
const overdueMs = 8_000;
/** Of GHL's token endpoint: taken for a usual one; scaled where time is. */
const tokenLatencyMs = 150;
const flat = 1.25;

/**
 * What 10,000 installations ask of one replica, all installed at one moment: that is the worst case, later refreshes mix.
 * Time is scaled, the sandbox is GHL.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  await chmod(dataDir, 0o755);
  const instance = await startInstance({ dataDir, buildWeb: false, useFreePorts: true, log });
  const db = connectDatabase(instance.oauthDatabaseUrl, () => undefined);
  const replicas = createReplicas({ urls: [instance.oauthUrl], timeoutMs: 10_000 });
  try {
    const ghl = createSandboxControl(instance.sandboxUrl ?? '');
    await ghl.setKnobs({ accessTokenSeconds: lifeSeconds / scale, tokenLatencyMs: Math.round(tokenLatencyMs / scale) });
    const post = createPost(replicas, { backendId: 'main', secret: loadSecrets(dataDir).bridgeKey });
    const readAny = (of: number) => () =>
      post('accessToken', { companyId: companyOf(Math.floor(Math.random() * of)) }, { safe: true });
    const memory = () => residentMegabytes(instance.oauthUrl);

    await installMany(instance, { from: 0, to: few });
    await load(readAny(few), 1, reads);
    const small = await measure(readAny(few));
    const memoryOfFew = await memory();
    log(`${few} installations: a read takes ${words(small)}, the service ${memoryOfFew.toFixed(0)} MB`);

    await installMany(instance, { from: few, to: many });
    let next = 0;
    const first = await load(() => post('accessToken', { companyId: companyOf(next++) }, { safe: true }), 4, many);
    const large = await measure(readAny(many));
    const memoryOfMany = await memory();
    log(
      `${many} installations: a read takes ${words(large)} (the first of each ${words(first)}, four at once), the service ${memoryOfMany.toFixed(0)} MB`,
    );

    const spread = await watchRefreshes(db, readAny(many));
    log(
      `refreshes, all installed at one moment, a minute scaled to ${minuteMs.toFixed(0)} ms: ${spread.done} of ${spread.due} in ${watchedMs / 1000} s, max ÷ mean ${spread.measured.toFixed(2)} (as planned ${spread.planned.toFixed(2)}; over all minutes planned ${spread.plannedInAll.toFixed(2)}), ${spread.lateSeconds.toFixed(2)} s late at p99`,
    );
    await ghl.setKnobs({ tokenLatencyMs });
    const perSecond = await watchOverdue(db);
    log(
      `all ${many} overdue at one moment, GHL answering in ${tokenLatencyMs} ms: at most 4 at once, ${perSecond.toFixed(1)} a second, ${(many / perSecond / 60).toFixed(0)} minutes for all`,
    );
    return [
      row({ name: 'refresh-spread:max-to-mean', value: spread.measured, unit: '×', reference: spread.planned }),
      row({ name: 'refresh-spread:max-to-mean-all', value: spread.plannedInAll, unit: '×' }),
      row({ name: 'refresh-spread:late-p99', value: spread.lateSeconds, unit: 's' }),
      row({ name: 'refresh-spread:overdue', value: perSecond, unit: '/s' }),
      row({ name: 'refresh-spread:memory', value: memoryOfMany, unit: 'MB', reference: memoryOfFew }),
      row({
        name: 'refresh-spread:read-growth',
        value: large.p50,
        unit: 'ms',
        reference: small.p50,
        target: Number((flat * small.p50).toPrecision(4)),
      }),
      row({ name: 'refresh-spread:read-growth-p99', value: large.p99, unit: 'ms', reference: small.p99 }),
      row({ name: 'refresh-spread:first-read', value: first.p50, unit: 'ms' }),
      // One read every ten milliseconds, so it has no peer above: those follow each other at once.
      row({ name: 'refresh-spread:read-while-refreshing', value: spread.reads.p50, unit: 'ms' }),
    ];
  } finally {
    await Promise.all([db.destroy(), ...replicas.map(({ pool }) => pool.close())]);
    await instance.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(read: () => Promise<unknown>): Promise<Load> {
  const turns: Load[] = [];
  for (let turn = 0; turn < rounds; turn += 1) turns.push(await load(read, 1, reads));
  return { p50: median(turns.map(({ p50 }) => p50)), p99: median(turns.map(({ p99 }) => p99)) };
}

const words = ({ p50, p99 }: Load): string => `${p50.toFixed(3)} ms (p99 ${p99.toFixed(2)})`;

/** The service's own plan, scaled: of a token's life the first half is over, in which nothing is due. */
async function watchRefreshes(db: Database, read: () => Promise<unknown>) {
  const from = Date.now();
  const halfLife = `${lifeSeconds / 2} seconds`;
  await sql`update installations set expires_at = now() + ${halfLife}::interval / ${scale}::int,
    refresh_after = now() + (refresh_after - issued_at - ${halfLife}::interval) / ${scale}::int`.execute(db);
  const planned = await timesOf(db, 'refresh_after');
  const to = from + watchedMs;
  const latenciesMs: number[] = [];
  while (Date.now() < to) {
    const askedAt = performance.now();
    await read();
    latenciesMs.push(performance.now() - askedAt);
    await sleep(10);
  }
  const refreshed = await timesOf(db, 'refreshed_at');
  const due = [...planned].filter(([, time]) => time < to);
  const late = due.map(([id, time]) => (Math.min(refreshed.get(id) ?? to, to) - time) / 1000);
  const watched = { from, to, bucketMs: minuteMs };
  return {
    due: due.length,
    done: [...refreshed.values()].filter((time) => time < to).length,
    measured: maxToMean([...refreshed.values()], watched),
    planned: maxToMean([...planned.values()], watched),
    plannedInAll: maxToMean([...planned.values()], { ...watched, to: from + spreadMs }),
    lateSeconds: percentile(late, 99),
    reads: { p50: percentile(latenciesMs, 50), p99: percentile(latenciesMs, 99) },
  };
}

/** Refreshes a second when every grant is due at once, as after a long outage. */
async function watchOverdue(db: Database): Promise<number> {
  await db.updateTable('installations').set({ refresh_after: new Date() }).execute();
  const from = Date.now();
  await sleep(overdueMs);
  const refreshed = [...(await timesOf(db, 'refreshed_at')).values()];
  return (refreshed.filter((time) => time >= from && time < from + overdueMs).length * 1000) / overdueMs;
}

async function timesOf(db: Database, column: 'refresh_after' | 'refreshed_at'): Promise<Map<string, number>> {
  const rows = await db.selectFrom('installations').select(['id', column]).execute();
  return new Map(rows.flatMap(({ id, [column]: time }) => (time === null ? [] : [[id, time.getTime()] as const])));
}

async function residentMegabytes(oauthUrl: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', oauthUrl))).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 2 ** 20;
}
