import { type Backlog, createBoss, driftCheckQueue, jobQueue, migrateQueue, readBacklog } from '@groundwork/core';
import { connect, migrate } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { take } from './jobs/take.ts';
import { createMetrics } from './metrics.ts';
import { queueMetrics } from './queue-metrics.ts';

const linesOf = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(`${name}{`));
const backlog: Backlog = { queue: 'apply', forWorker: 3, forAccount: 2, oldestSeconds: 7.5 };

test('says what waits until a worker takes it, and then how long it waited; what is to go later does not wait', async () => {
  const database = await createTestDatabase({
    name: 'server',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  const db = connect(database.url, { maxConnections: 2 });
  const boss = createBoss(database.url, 'worker');
  boss.on('error', () => {});
  await boss.start();
  onTestFinished(async () => {
    await boss.stop({ graceful: false });
    await db.destroy();
    await database.drop();
  });
  const [api, worker] = [createMetrics(), createMetrics()];
  api.queues.watch(() => readBacklog(db));
  const lines = async () => {
    const text = await api.registry.metrics();
    return ['waiting', 'oldest_seconds']
      .flatMap((name) => linesOf(text, `groundwork_queue_${name}`))
      .filter((line) => line.includes(driftCheckQueue));
  };
  const nothing = [
    'groundwork_queue_waiting{queue="drift-check",for="worker"} 0',
    'groundwork_queue_waiting{queue="drift-check",for="account"} 0',
    'groundwork_queue_oldest_seconds{queue="drift-check"} 0',
  ];
  const send = (key: string, afterSeconds: number) =>
    db.transaction().execute((tx) => jobQueue(boss).send(tx, driftCheckQueue, [{ key, data: { key }, afterSeconds }]));

  await send('later', 3_600);
  await expect.poll(lines).toEqual(nothing);
  await send('now', 0);
  await expect.poll(async () => (await lines())[0]).toContain('for="worker"} 1');
  await expect.poll(async () => (await lines())[2]).toMatch(/\} (0\.\d|[1-9])/);
  worker.queues.takesFrom([driftCheckQueue]);
  const taken: unknown[] = [];
  await take({ boss, metrics: worker }, driftCheckQueue, async ({ data }) => void taken.push(data));
  await expect.poll(() => taken).toEqual([{ key: 'now' }]);
  await expect.poll(lines).toEqual(nothing);
  const waits = await worker.registry.metrics();
  expect(waits).toContain('groundwork_queue_wait_seconds_count{queue="drift-check"} 1\n');
  // Of all processes those with the database at hand say what waits; a worker's words are about itself.
  expect(linesOf(waits, 'groundwork_queue_waiting')).toEqual([]);
});

test('scrapes that come together ask the database once', async () => {
  const { queues, registry } = createMetrics();
  const answer = Promise.withResolvers<Backlog[]>();
  let asked = 0;
  queues.watch(() => {
    asked++;
    return answer.promise;
  });
  const scrapes = [registry.metrics(), registry.metrics(), registry.metrics()];
  answer.resolve([backlog]);
  for (const text of await Promise.all(scrapes)) {
    expect(text).toContain('groundwork_queue_waiting{queue="apply",for="worker"} 3\n');
    expect(text).toContain('groundwork_queue_waiting{queue="apply",for="account"} 2\n');
    expect(text).toContain('groundwork_queue_oldest_seconds{queue="apply"} 7.5\n');
  }
  expect(asked).toBe(1);
});

test.each([
  ['refuses', () => Promise.reject(new Error('no connection'))],
  ['does not answer', () => new Promise<never>(() => {})],
])('a database that %s costs a scrape no other metric, and nothing is made up', async (_, read) => {
  const registry = new Registry();
  const queues = queueMetrics(registry, { patienceMs: 10 });
  queues.watch(read);
  queues.takesFrom(['apply']);
  const text = await registry.metrics();
  expect(text).toContain('groundwork_queue_wait_seconds_count{queue="apply"} 0\n');
  expect(linesOf(text, 'groundwork_queue_waiting')).toEqual([]);
  expect(linesOf(text, 'groundwork_queue_oldest_seconds')).toEqual([]);
});

test('a wait begins when the message was due, and is never negative', async () => {
  const { queues, registry } = createMetrics();
  const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);
  queues.takesFrom(['apply']);
  expect(await registry.metrics()).toContain('groundwork_queue_wait_seconds_count{queue="apply"} 0\n');
  queues.taken('apply', { createdOn: at(0), startAfter: at(60), startedOn: at(62) });
  queues.taken('apply', { createdOn: at(5), startAfter: at(5), startedOn: at(4) });
  const text = await registry.metrics();
  expect(text).toContain('groundwork_queue_wait_seconds_sum{queue="apply"} 2\n');
  expect(text).toContain('groundwork_queue_wait_seconds_bucket{le="0.01",queue="apply"} 1\n');
});
