import { connect, type Db, migrate } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyQueue, createBoss, driftCheckQueue, jobQueue, migrateQueue, queues } from './queue.ts';
import { type Backlog, backlogQuery, readBacklog } from './read-backlog.ts';
import { takeTurns } from './take-turns.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let boss: ReturnType<typeof createBoss>;

beforeAll(async () => {
  database = await createTestDatabase({
    name: 'core',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  db = connect(database.url, { maxConnections: 4 });
  boss = createBoss(database.url, 'client');
  boss.on('error', () => {});
  await boss.start();
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await db.destroy();
  await database.drop();
});
beforeEach(() => boss.deleteAllJobs());

const sendApply = (locationId: string) =>
  db
    .transaction()
    .execute((tx) =>
      jobQueue(boss).sendApply(tx, { jobId: randomUUID(), run: 1 }, { agencyId: 'agency', locationId, priority: 0 }),
    );
const sendCheck = (key: string, afterSeconds = 0) =>
  db.transaction().execute((tx) => jobQueue(boss).send(tx, driftCheckQueue, [{ key, data: {}, afterSeconds }]));
const takeApply = () => takeTurns({ db, boss }, { atMost: 1, passedOver: [] });
const makeOlder = (queue: string, by: string) =>
  sql`update pgboss.job set created_on = created_on - ${by}::interval, start_after = start_after - ${by}::interval
    where name = ${queue} and state < 'active'`.execute(db);
const backlogOf = async (name: string): Promise<Backlog> => {
  const found = (await readBacklog(db)).find(({ queue }) => queue === name);
  if (!found) throw new Error(`Nothing is said of ${name}.`);
  return found;
};

test('tells of every queue that the migrations make, and of an empty one that nothing waits', async () => {
  const made = (await boss.getQueues()).map(({ name }) => name).filter((name) => !name.startsWith('__'));
  expect(made.toSorted()).toEqual([...queues].toSorted());
  expect(await readBacklog(db)).toEqual(
    queues.map((queue) => ({ queue, forWorker: 0, forAccount: 0, oldestSeconds: 0 })),
  );
});

test('a message waits until it is taken, and its age is that of the oldest', async () => {
  await sendCheck('first');
  await makeOlder(driftCheckQueue, '10 minutes');
  await sendCheck('second');
  const waiting = await backlogOf(driftCheckQueue);
  expect(waiting).toMatchObject({ forWorker: 2, forAccount: 0 });
  expect(waiting.oldestSeconds).toBeGreaterThanOrEqual(600);
  await boss.fetch(driftCheckQueue);
  expect(await backlogOf(driftCheckQueue)).toMatchObject({ forWorker: 1 });
  expect((await backlogOf(driftCheckQueue)).oldestSeconds).toBeLessThan(600);
  await boss.fetch(driftCheckQueue);
  expect(await backlogOf(driftCheckQueue)).toMatchObject({ forWorker: 0, oldestSeconds: 0 });
});

test('what is to go later does not wait yet, and then only from that time on', async () => {
  await sendCheck('later', 3_600);
  expect(await backlogOf(driftCheckQueue)).toMatchObject({ forWorker: 0, forAccount: 0, oldestSeconds: 0 });
  // Created two hours ago, due since one.
  await makeOlder(driftCheckQueue, '2 hours');
  const due = await backlogOf(driftCheckQueue);
  expect(due.forWorker).toBe(1);
  expect(Math.round(due.oldestSeconds / 3_600)).toBe(1);
});

test('of an account one job at a time waits for a worker; while one runs, the others wait for it alone', async () => {
  for (const locationId of ['one', 'one', 'one', 'two']) await sendApply(locationId);
  expect(await backlogOf(applyQueue)).toMatchObject({ forWorker: 2, forAccount: 2 });
  const [taken] = await takeApply();
  await makeOlder(applyQueue, '10 minutes');
  expect(taken?.groupId).toBe('agency:one');
  const meanwhile = await backlogOf(applyQueue);
  expect(meanwhile).toMatchObject({ forWorker: 1, forAccount: 2 });
  expect(meanwhile.oldestSeconds).toBeGreaterThanOrEqual(600);
  expect((await takeApply())[0]?.groupId).toBe('agency:two');
  expect(await backlogOf(applyQueue)).toMatchObject({ forWorker: 0, forAccount: 2, oldestSeconds: 0 });
});

test('what was done costs nothing, and of what waits a part is enough: all is found by an index', async () => {
  await sql`insert into pgboss.job (name, state, policy, completed_on)
    select ${applyQueue}, 'completed', 'standard', now() from generate_series(1, 20000)`.execute(db);
  await sql`insert into pgboss.job (name, state, policy, group_id)
    select ${applyQueue}, 'created', 'standard', 'agency:' || n from generate_series(1, 12000) n`.execute(db);
  await sql`vacuum analyze pgboss.job`.execute(db);
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { [name: string]: unknown } }] }>`
    explain (analyze, buffers, timing off, format json) ${backlogQuery}`.execute(db);
  const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
  expect(JSON.stringify(plan)).not.toContain('Seq Scan');
  expect(Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks'])).toBeLessThan(500);
  expect(await backlogOf(applyQueue)).toMatchObject({ forWorker: 10_000, forAccount: 0 });
});
