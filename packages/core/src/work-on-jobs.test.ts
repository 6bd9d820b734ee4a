import { connect, type Db, migrate } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyQueue, createBoss, givenUpQueue, jobQueue, migrateQueue } from './queue.ts';
import { handBack, type Taken, takeTurns } from './take-turns.ts';
import { type JobWorker, workOnJobs } from './work-on-jobs.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let boss: ReturnType<typeof createBoss>;
let workers: { worker: JobWorker; stop: AbortController }[] = [];

beforeAll(async () => {
  database = await createTestDatabase({
    name: 'core',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  db = connect(database.url, { maxConnections: 8 });
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
afterEach(async () => {
  for (const { stop } of workers) stop.abort(new Error('the test is over'));
  await Promise.all(workers.map(({ worker }) => worker.stop()));
  workers = [];
});

const one = { atMost: 1, passedOver: [] };

/** Messages carry ids of jobs; which jobs that are does not matter here. */
async function send(place: { agencyId?: string; locationId: string; priority?: number }): Promise<string> {
  const jobId = randomUUID();
  const { agencyId = 'agency', locationId, priority = 0 } = place;
  await db
    .transaction()
    .execute((tx) => jobQueue(boss).sendApply(tx, { jobId, run: 1 }, { agencyId, locationId, priority }));
  return jobId;
}

async function start(
  run: (job: Taken, stop: AbortSignal) => Promise<void>,
  slots = 8,
): Promise<{ stop(): Promise<void> }> {
  const stop = new AbortController();
  const worker = await workOnJobs(
    { db, boss, databaseUrl: database.url },
    { slots, run: (job) => run(job, stop.signal), onError: () => {}, stop: stop.signal },
  );
  workers.push({ worker, stop });
  return {
    async stop() {
      stop.abort(new Error('told to stop'));
      await worker.stop();
    },
  };
}

const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};
const isDone = async (count: number) =>
  (await boss.findJobs(applyQueue)).filter((job) => job.state === 'completed').length === count;
const gate = () => Promise.withResolvers<void>();
const silence = () =>
  sql`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`.execute(db);

test('jobs of a location run one after another, by priority and then by age, however many workers take them', async () => {
  const sent: { id: string; priority: number }[] = [];
  for (let index = 0; index < 15; index++) {
    const priority = [0, -10, 10][index % 3] ?? 0;
    sent.push({ id: await send({ locationId: 'one', priority }), priority });
  }
  const order: string[] = [];
  let atOnce = 0;
  let most = 0;
  const run = async (job: Taken) => {
    most = Math.max(most, ++atOnce);
    order.push(job.data.jobId);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce--;
  };
  await Promise.all([start(run), start(run)]);
  await until(() => isDone(15));
  expect(most).toBe(1);
  expect(order).toEqual(sent.toSorted((a, b) => b.priority - a.priority).map(({ id }) => id));
});

test('of those that take at the same moment only one has a location', async () => {
  for (let index = 0; index < 10; index++) await send({ locationId: 'one' });
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeTurns({ db, boss }, { ...one, atMost: 5 }, 0)));
  expect(taken.flat()).toHaveLength(1);
});

test('a location that is busy holds up no other, however much it has waiting', async () => {
  const open = gate();
  const begun: string[] = [];
  await start(async ({ data: { jobId } }) => {
    begun.push(jobId);
    await open.promise;
  });
  for (let index = 0; index < 10; index++) await send({ locationId: 'busy', priority: 10 });
  const others = [await send({ locationId: 'second' }), await send({ locationId: 'third' })];
  await until(() => begun.length === 3);
  expect(begun.slice(1).toSorted()).toEqual(others.toSorted());
  open.resolve();
  await until(() => isDone(12));
});

test("an agency's hundreds of jobs keep no job of another waiting", async () => {
  for (let index = 0; index < 200; index++)
    await send({ agencyId: 'large', locationId: `large ${index}`, priority: 10 });
  const open = gate();
  const begun: (string | null | undefined)[] = [];
  await start(async ({ groupTier }) => {
    begun.push(groupTier);
    await open.promise;
  });
  await until(() => begun.length === 6);
  await send({ agencyId: 'small', locationId: 'small', priority: -10 });
  await until(() => begun.length === 7);
  expect(begun).toEqual([...Array.from({ length: 6 }, () => 'large'), 'small:low']);
  open.resolve();
  await until(() => isDone(201));
});

test("an agency's rollout over hundreds of accounts keeps none of its people waiting", async () => {
  for (let index = 0; index < 50; index++) await send({ locationId: `bulk ${index}`, priority: -10 });
  const open = gate();
  const begun: string[] = [];
  await start(async ({ data }) => {
    begun.push(data.jobId);
    await open.promise;
  });
  await until(() => begun.length === 6);
  const own = await send({ locationId: 'one account' });
  await until(() => begun.length === 7);
  expect(begun.at(-1)).toBe(own);
  open.resolve();
  await until(() => isDone(51));
});

test('a job whose worker is dead goes to another, before all else that its location has waiting', async () => {
  const first = await send({ locationId: 'one', priority: -10 });
  expect(await takeTurns({ db, boss }, one)).toMatchObject([{ data: { jobId: first } }]);
  const urgent = await send({ locationId: 'one', priority: 10 });
  const order: [string, number][] = [];
  await start(async ({ data, retryCount }) => void order.push([data.jobId, retryCount]));
  expect(order).toEqual([]);
  await silence();
  await until(() => isDone(2));
  expect(order).toEqual([
    [first, 1],
    [urgent, 0],
  ]);
});

test('a worker that was taken for dead ends nothing of who took over', async () => {
  await send({ locationId: 'one' });
  const [frozen] = await takeTurns({ db, boss }, one);
  if (!frozen) throw new Error('nothing was taken');
  await silence();
  await handBack({ db, boss }, [frozen], 'The worker is gone.');
  const [current] = await takeTurns({ db, boss }, one);
  expect(await boss.complete(applyQueue, frozen)).toMatchObject({ affected: 0 });
  await handBack({ db, boss }, [frozen], 'It woke up and failed.');
  expect(await takeTurns({ db, boss }, one)).toEqual([]);
  expect(await boss.complete(applyQueue, current ?? '')).toMatchObject({ affected: 1 });
});

test('a job that throws keeps its location until it is handed on, as the next', async () => {
  const failing = await send({ locationId: 'one', priority: -10 });
  const order: string[] = [];
  await start(async ({ data, retryCount }) => {
    order.push(data.jobId);
    if (data.jobId !== failing || retryCount > 0) return;
    await send({ locationId: 'one', priority: 10 });
    throw new Error('broken off');
  });
  await until(() => isDone(2));
  expect(order.slice(0, 2)).toEqual([failing, failing]);
});

test('a worker told to stop gives what it runs to another, and takes nothing more', async () => {
  const begun: number[] = [];
  const wait = (by: number) => (_job: Taken, stop: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      begun.push(by);
      stop.addEventListener('abort', () => reject(new Error('told to stop')), { once: true });
    });
  const first = await start(wait(1));
  await send({ locationId: 'one' });
  await until(() => begun.length === 1);
  await start(wait(2));
  await first.stop();
  await until(() => begun.length === 2);
  await send({ locationId: 'two' });
  await until(() => begun.length === 3);
  expect(begun).toEqual([1, 2, 2]);
});

test('a worker whose process is about to end takes nothing more, and runs nothing that it had just taken', async () => {
  const ran: string[] = [];
  const stop = new AbortController();
  const worker = await workOnJobs(
    { db, boss, databaseUrl: database.url },
    { slots: 8, run: async () => void ran.push('ending'), onError: () => {}, stop: stop.signal },
  );
  workers.push({ worker, stop });
  const sent = Promise.all(['one', 'two', 'three'].map((locationId) => send({ locationId })));
  stop.abort(new Error('the process ends'));
  await sent;
  await start(async () => void ran.push('other'));
  await until(() => isDone(3));
  expect(ran).toEqual(['other', 'other', 'other']);
});

test('a job that breaks off twenty times goes to those that are given up', async () => {
  const jobId = await send({ locationId: 'one' });
  for (let attempt = 0; attempt <= 20; attempt++) {
    const jobs = await takeTurns({ db, boss }, one);
    expect(jobs).toMatchObject([{ retryCount: attempt }]);
    await handBack({ db, boss }, jobs, 'broken off');
  }
  expect(await takeTurns({ db, boss }, one)).toEqual([]);
  expect(await boss.findJobs(givenUpQueue)).toMatchObject([{ data: { jobId, run: 1 } }]);
});

test('what an earlier version left in the queue goes on under the rules of now', async () => {
  await sql`update pgboss.queue set policy = 'singleton', retry_delay = 1 where name = ${applyQueue}`.execute(db);
  const sent: string[] = [];
  for (let index = 0; index < 2; index++) {
    sent.push(randomUUID());
    await boss.send(applyQueue, { jobId: sent[index], run: 1 }, { singletonKey: 'agency:one' });
  }
  await sql`update pgboss.job set policy = 'singleton'`.execute(db);
  await migrateQueue(database.url);
  await migrateQueue(database.url);
  const order: string[] = [];
  await start(async ({ data }) => void order.push(data.jobId));
  await until(() => isDone(2));
  expect(order).toEqual(sent);
  expect(await boss.getQueue(applyQueue)).toMatchObject({ policy: 'standard', retryDelay: 0 });
});
