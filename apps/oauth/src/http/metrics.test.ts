import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { migrate } from '../migrate.ts';
import { createMetrics } from './metrics.ts';
import { factQueries } from './stored-facts.ts';

let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

/** On a machine that has much else to do, too. */
const patient = { patienceMs: 120_000 };
const scrape = () => createMetrics(db, patient).registry.metrics();
const valuesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(name) && !line.startsWith('#'));
const valueOf = (text: string, name: string) => Number(valuesOf(text, `${name} `)[0]?.split(' ')[1]);

/** `count` grants with tokens as long as GHL's are when sealed. */
const storeGrants = (count: number) =>
  sql`with sealed as materialized (select string_agg(md5(k::text), '') as token from generate_series(1, 70) k)
    insert into installations (id, company_id, user_type, issued_at, refreshed_at, access_token, refresh_token,
      expires_at, refresh_after)
    select 'c' || n, 'c' || n, 'Company', now() - interval '9 days', now() - interval '1 hour',
      token, token, now() + interval '23 hours', now() + interval '14 hours'
    from generate_series(1, ${count}::int) n, sealed`.execute(db);

test('every line follows the text format, and every metric of ours says what to do when it is bad', async () => {
  await storeGrants(2);
  const metrics = createMetrics(db);
  metrics.refreshes.inc({ outcome: 'refreshed' });
  metrics.bridge.observe({ route: 'accessToken', code: 'OK' }, 0.002);
  const text = await metrics.registry.metrics();
  const sample =
    /^[a-z][a-z0-9_]*(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? (-?[\d.]+(e[-+]?\d+)?|nan|[-+]inf)( \d+)?$/i;
  const comment = /^# (HELP [a-z0-9_]+ .+|TYPE [a-z0-9_]+ (counter|gauge|histogram|summary))$/;
  const odd = text.split('\n').filter((line) => line !== '' && !sample.test(line) && !comment.test(line));
  expect(odd).toEqual([]);
  const helps = [...text.matchAll(/^# HELP (oauth_\w+) (.+)$/gm)];
  expect(helps.length).toBeGreaterThanOrEqual(13);
  const silent = helps.filter(([, , help = '']) => !/: /.test(help) || help.length < 60);
  expect(silent.map(([, name]) => name)).toEqual([]);
});

test('says how old the oldest pair in force is, what expires first and what is overdue, of active grants alone', async () => {
  await storeGrants(3);
  await sql`update installations set refreshed_at = now() - interval '100 hours', expires_at = now() + interval '30 minutes'
    where id = 'c1'`.execute(db);
  await sql`update installations set refresh_after = now() - interval '11 minutes' where id = 'c1'`.execute(db);
  await sql`update installations set refresh_after = now() - interval '9 minutes' where id = 'c2'`.execute(db);
  await sql`insert into installations (id, company_id, user_type, issued_at, access_token, broken_reason, expires_at, refresh_after)
    values ('broken', 'broken', 'Company', now() - interval '300 days', 't', 'GHL said so', now() - interval '1 day', now() - interval '2 days')`.execute(
    db,
  );
  const text = await scrape();
  expect(valueOf(text, 'oauth_oldest_pair_seconds')).toBeCloseTo(360_000, -3);
  expect(valueOf(text, 'oauth_soonest_expiry_seconds')).toBeCloseTo(1_800, -3);
  expect(valueOf(text, 'oauth_refreshes_overdue')).toBe(1);
});

test('counts grants and locations by state, each state always there, and webhooks that wait', async () => {
  await storeGrants(2);
  await sql`insert into installations (id, company_id, user_type, issued_at, uninstalled_at)
    values ('never', 'never', 'Company', to_timestamp(0), now())`.execute(db);
  await sql`insert into installed_locations (location_id, company_id, installed_at, paused_at)
    values ('l1', 'c1', now(), null), ('l2', 'c1', now(), now())`.execute(db);
  await sql`insert into moved_locations values ('c1', 'l3', null, null, now())`.execute(db);
  await sql`insert into webhook_deliveries (dedupe_key, raw, headers, processed_at)
    values ('d1', '', '{}', null), ('d2', '', '{}', now())`.execute(db);
  const text = await scrape();
  expect(valuesOf(text, 'oauth_installations')).toEqual([
    'oauth_installations{state="active"} 2',
    'oauth_installations{state="needs-reconnect"} 0',
    'oauth_installations{state="uninstalled"} 0',
  ]);
  expect(valuesOf(text, 'oauth_locations')).toEqual([
    'oauth_locations{state="active"} 1',
    'oauth_locations{state="paused"} 1',
    'oauth_locations{state="uninstalled"} 0',
    'oauth_locations{state="deleted"} 0',
    'oauth_locations{state="moved"} 1',
  ]);
  expect(valueOf(text, 'oauth_webhooks_waiting')).toBe(1);
});

test('without a grant there is no age and no expiry, rather than a zero that alarms', async () => {
  const text = await scrape();
  expect(valuesOf(text, 'oauth_oldest_pair_seconds')).toEqual([]);
  expect(valuesOf(text, 'oauth_soonest_expiry_seconds')).toEqual([]);
  expect(valuesOf(text, 'oauth_refreshes_overdue')).toEqual(['oauth_refreshes_overdue 0']);
});

test('without the database the metrics of the process are there all the same', async () => {
  await storeGrants(1);
  const metrics = createMetrics(db, patient);
  expect(valuesOf(await metrics.registry.metrics(), 'oauth_installations')).toHaveLength(3);
  await db.destroy();
  const text = await metrics.registry.metrics();
  expect(valuesOf(text, 'oauth_')).not.toContainEqual(expect.stringContaining('oauth_installations'));
  expect(text).toContain('process_cpu_user_seconds_total');
  db = connectDatabase(database.url, () => undefined);
});

test('a database that takes connections and says nothing holds no scrape up', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  // The driver waits for its words as long as it takes, unless told otherwise.
  const unheard = new Kysely<OAuthDatabase>({
    dialect: new PostgresDialect({
      pool: new pg.Pool({ host: '127.0.0.1', port: address.port, user: 'nobody', ssl: false }),
    }),
  });
  const connections = new Set<Socket>();
  silent.on('connection', (socket) => connections.add(socket.on('error', () => undefined)));
  onTestFinished(async () => {
    for (const socket of connections) socket.destroy();
    silent.close();
    await unheard.destroy();
  });
  const text = await createMetrics(unheard, { patienceMs: 10 }).registry.metrics();
  expect(valuesOf(text, 'oauth_installations')).toEqual([]);
  expect(text).toContain('process_cpu_user_seconds_total');
});

test('ten thousand grants with two tokens each are a read of some hundred pages, and webhooks go by their index', async () => {
  // Ten thousand pieces of news would take longer than the rows, and are not what this is about.
  for (const table of ['installations', 'installed_locations'])
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
  await storeGrants(10_000);
  await sql`insert into webhook_deliveries (dedupe_key, raw, headers, processed_at)
    select 'd' || n, convert_to(repeat('x', 300), 'UTF8'), '{}', now() from generate_series(1, 10000) n`.execute(db);
  await sql`insert into installed_locations (location_id, company_id, name, installed_at)
    select 'l' || n, 'c' || n, 'Place ' || n, now() from generate_series(1, 10000) n`.execute(db);
  await sql`vacuum analyze`.execute(db);
  const pagesOf = async (name: keyof typeof factQueries) => {
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>`
      explain (analyze, buffers, timing off, format json) ${factQueries[name]}`.execute(db);
    const [{ Plan: plan } = { Plan: {} as Record<string, number> }] = rows[0]?.['QUERY PLAN'] ?? [];
    return { pages: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0), plan: JSON.stringify(plan) };
  };
  expect((await pagesOf('grants')).pages).toBeLessThan(600);
  expect((await pagesOf('locations')).pages).toBeLessThan(300);
  const webhooks = await pagesOf('webhooks');
  expect(webhooks.plan).toContain('webhook_deliveries_open');
  expect(webhooks.pages).toBeLessThan(20);
});
