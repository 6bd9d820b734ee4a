import { connect } from '@groundwork/db';
import type { Db } from '@groundwork/db';
import { encodeCursor } from '@groundwork/shared/events';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishEvents, storedTopic } from '../packages/core/src/events/publish-events.ts';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import { openStreams } from './fanout/open-streams.ts';
import type { Streams } from './fanout/open-streams.ts';
import { openSessions } from './peer/open-sessions.ts';
import { startPeer } from './peer/start-peer.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const events = 3;
/** Opened and closed before: what code costs when it first runs is no stream's. */
const warmUpStreams = 100;
/** The API takes 1,200 requests a minute of one session. */
const streamsOfSession = 500;
/** After opening: what only opening needed is given back, and nobody catches up any more. */
const settleMs = 1_500;
const arrivalMs = 30_000;

/** Each is an open file of this process, and of the API. */
function mostStreams(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  const limit = Number(userLimits?.open_files?.soft);
  return Number.isFinite(limit) ? limit - 200 : Infinity;
}

/** One side of the comparison. `publish` commits one event and answers its number and when the commit was issued. */
interface Side {
  url: string;
  path: string;
  cookies: readonly string[];
  publish: () => Promise<{ id: number; issuedAt: number }>;
}
interface Found {
  allMs: number[];
  kilobytes: number;
  openedPerSecond: number;
}

/**
 * So many SSE streams to one API process, all of one agency: how long until one event has reached the last of them, what each
 * costs in memory, and how many open in a second. Beside it, with the same client, a Fastify route that writes the same text to all
 * of its sockets on a NOTIFY: no session, no role, no place to resume from.
 */
export async function run(log: (line: string) => void, sizes: readonly number[] = [1_000, 10_000]): Promise<Row[]> {
  const instance = await startInstance({ buildWeb: false, useFreePorts: true, log });
  const db = connect(instance.databaseUrl, { maxConnections: 2 });
  const bareServer = await startPeer('bench/fanout/bare-stream.ts', instance.databaseUrl);
  try {
    const { trpc } = await signIn(instance.url);
    const { agency, user } = await trpc.session.me.query();
    const sessions = Math.ceil(Math.max(...sizes) / streamsOfSession);
    const cookies = await openSessions(instance.databaseUrl, user.id, sessions);
    const rows: Row[] = [];
    for (const size of sizes) {
      if (size > mostStreams()) {
        log(`${size} streams need more open files than this shell allows (ulimit -n): not run`);
        continue;
      }
      const { cursor } = await trpc.jobs.list.query({ limit: 1 });
      const input = { topics: ['agency'], lastEventId: encodeCursor({ agency: cursor }) };
      const path = `/trpc/feed?input=${encodeURIComponent(JSON.stringify(input))}`;
      const publish = () => commitEvent(db, agency.id);
      const bare = await measure({ url: bareServer.url, path: '/stream', cookies, publish: notifier(db) }, size);
      log(`${size} streams, bare: ${describe(bare)}`);
      const api = await measure({ url: instance.apiUrl, path, cookies, publish }, size);
      log(`${size} streams: ${describe(api)}`);
      rows.push(...rowsOf(size, api, bare));
    }
    return rows;
  } finally {
    await bareServer.stop();
    await db.destroy();
    await instance.stop();
  }
}

async function measure({ url, path, cookies, publish }: Side, size: number): Promise<Found> {
  await (await openStreams({ url, path, cookies }, warmUpStreams)).close();
  const before = await residentKilobytes(url);
  const startedAt = performance.now();
  const streams = await openStreams({ url, path, cookies }, size);
  try {
    const openedPerSecond = (size * 1000) / (performance.now() - startedAt);
    await sleep(settleMs);
    const kilobytes = ((await residentKilobytes(url)) - before) / size;
    const allMs: number[] = [];
    // The first warms up.
    for (let turn = 0; turn <= events; turn += 1) {
      const ms = await reachAll(streams, publish);
      if (turn > 0) allMs.push(ms);
    }
    return { allMs, kilobytes, openedPerSecond };
  } finally {
    await streams.close();
  }
}

async function reachAll(streams: Streams, publish: Side['publish']): Promise<number> {
  const { id, issuedAt } = await publish();
  const giveUpAt = performance.now() + arrivalMs;
  for (;;) {
    const lastAt = streams.allReached(id);
    if (lastAt !== null) return lastAt - issuedAt;
    if (performance.now() > giveUpAt) throw new Error(`an event did not reach every stream in ${arrivalMs / 1000} s.`);
    await sleep(5);
  }
}

const commitEvent = (db: Db, agencyId: string) =>
  db.transaction().execute(async (tx) => {
    await publishEvents(tx, agencyId, 'agency', [{ type: 'accounts.changed' }]);
    const { last_id: id } = await tx
      .selectFrom('event_topics')
      .select('last_id')
      .where('topic', '=', storedTopic(agencyId, 'agency'))
      .executeTakeFirstOrThrow();
    return { id, issuedAt: performance.now() };
  });

function notifier(db: Db): Side['publish'] {
  let id = 0;
  return async () => {
    id += 1;
    const issuedAt = performance.now();
    await sql`select pg_notify('bench', ${String(id)})`.execute(db);
    return { id, issuedAt };
  };
}

async function residentKilobytes(url: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 1024;
}

const describe = ({ allMs, kilobytes, openedPerSecond }: Found): string =>
  `one event to all ${median(allMs).toFixed(0)} ms, ${kilobytes.toFixed(0)} kB a stream, ${openedPerSecond.toFixed(0)} opened a second`;

const rowsOf = (size: number, api: Found, bare: Found): Row[] => [
  row({
    name: `fanout:${size}`,
    value: median(api.allMs),
    unit: 'ms',
    reference: median(bare.allMs),
    turns: api.allMs,
  }),
  row({ name: `fanout:${size}-memory`, value: api.kilobytes, unit: 'kB', reference: bare.kilobytes }),
  row({ name: `fanout:${size}-opened`, value: api.openedPerSecond, unit: '/s', reference: bare.openedPerSecond }),
];
