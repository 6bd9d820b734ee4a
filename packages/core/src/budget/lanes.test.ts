import { connect, type Db, migrate } from '@groundwork/db';
import { createTestDatabase, type TestDatabase } from '@groundwork/db/testing';
import { type BudgetReading, type Lane, lanes, type RequestBudget } from '@groundwork/integrations/ghl';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBudget } from './read-budget.ts';
import { createRequestBudget } from './request-budget.ts';

let database: TestDatabase;
const dbs: Db[] = [];
/** Three processes. */
let one: RequestBudget;
let two: RequestBudget;
let three: RequestBudget;
const reading: BudgetReading = {
  limit: null,
  remaining: null,
  intervalMs: null,
  dailyLimit: null,
  dailyRemaining: null,
  refused: false,
  retryAfterMs: null,
};

beforeAll(async () => {
  database = await createTestDatabase({ name: 'lanes', migrate });
});
afterAll(async () => {
  await Promise.all(dbs.map((db) => db.destroy()));
  await database.drop();
});
beforeEach(async () => {
  const process = () => {
    const db = connect(database.url);
    dbs.push(db);
    return { db, budget: createRequestBudget(db) };
  };
  const processes = [process(), process(), process()] as const;
  await sql`truncate rate_budgets`.execute(processes[0].db);
  [one, two, three] = [processes[0].budget, processes[1].budget, processes[2].budget];
});

const read = async () => {
  const view = await readBudget(dbs.at(-1) ?? connect(database.url), 'a');
  if (!view) throw new Error('nothing was asked of the budget');
  return view;
};

/** GHL's limit is known from one answer, and that one call is over. */
async function learn(said: Partial<BudgetReading>) {
  await one.take('a');
  await one.observe('a', { ...reading, ...said });
}

/** One call at a time may be under way, and one is. Answers how to end it. */
async function holdTheOnlyPlace() {
  await learn({ limit: 2, intervalMs: 300 });
  await one.take('a');
  return () => one.observe('a', reading);
}

/** Calls that wait, and which of them were let go, in order. Each is answered as soon as it goes. */
function callers() {
  const gone: string[] = [];
  const calls: Promise<void>[] = [];
  const givenUp = new AbortController();
  return {
    gone,
    call: (name: string, budget: RequestBudget, lane: Lane, signal: AbortSignal = givenUp.signal) => {
      const call = budget
        .take('a', signal, lane)
        .then(() => gone.push(name))
        .then(() => budget.observe('a', reading));
      calls.push(call);
      call.catch(() => undefined);
    },
    all: () => Promise.all(calls),
    giveUp: async () => {
      givenUp.abort(new Error('the test is over'));
      await Promise.allSettled(calls);
    },
  };
}

const waits = (...expected: string[]) => expect.poll(async () => (await read()).waiting).toEqual(expected);

test('those of a higher lane go first in one process, whoever came first; in one lane it is by age', async () => {
  await learn({ limit: 2, intervalMs: 200 });
  const { gone, call, all } = callers();
  call('bulk 1', one, 'bulk');
  call('bulk 2', one, 'bulk');
  call('sync 1', one, 'sync');
  call('person 1', one, 'interactive');
  call('sync 2', one, 'sync');
  call('person 2', one, 'interactive');
  await all();
  expect(gone).toEqual(['person 1', 'person 2', 'sync 1', 'sync 2', 'bulk 1', 'bulk 2']);
});

test('while somebody waits in another process, those of lower lanes let them go first', async () => {
  const release = await holdTheOnlyPlace();
  const { gone, call, all } = callers();
  for (const name of ['bulk 1', 'bulk 2', 'bulk 3']) call(name, two, 'bulk');
  for (const name of ['sync 1', 'sync 2']) call(name, three, 'sync');
  await waits('sync');
  for (const name of ['person 1', 'person 2', 'person 3']) call(name, one, 'interactive');
  await waits('interactive', 'sync');
  expect(gone).toEqual([]);
  await release();
  await all();
  expect(gone).toEqual(['person 1', 'person 2', 'person 3', 'sync 1', 'sync 2', 'bulk 1', 'bulk 2', 'bulk 3']);
  await waits();
});

test('two processes with people that wait are not overtaken when one of them is served', async () => {
  const release = await holdTheOnlyPlace();
  const { gone, call, all } = callers();
  call('person 1', one, 'interactive');
  call('person 2', two, 'interactive');
  await expect.poll(async () => Object.keys(await waiting())).toHaveLength(2);
  call('bulk', three, 'bulk');
  await release();
  await all();
  expect(gone.at(-1)).toBe('bulk');
});

test('what nobody waits for leaves room for a person’s first calls, and a person may use all', async () => {
  await learn({ limit: 100, intervalMs: 60_000 });
  const { gone, call, giveUp } = callers();
  for (let index = 0; index < 100; index++) call('bulk', two, 'bulk');
  await expect.poll(() => gone).toHaveLength(89);
  call('sync', three, 'sync');
  await waits('sync');
  for (let index = 0; index < 10; index++) call('person', one, 'interactive');
  await expect.poll(() => gone.filter((name) => name === 'person')).toHaveLength(7);
  await waits('interactive', 'sync');
  expect(gone).toHaveLength(96);
  await giveUp();
});

test('a limit of one call is not all reserved', async () => {
  await learn({ limit: 1, intervalMs: 100 });
  await expect(one.take('a', AbortSignal.timeout(20_000), 'bulk')).resolves.toBeUndefined();
});

test('somebody who gives up holds nobody up', async () => {
  await learn({ limit: 3, intervalMs: 60_000 });
  await one.take('a');
  const { call, giveUp } = callers();
  const person = new AbortController();
  call('person', one, 'interactive', person.signal);
  await waits('interactive');
  call('sync', two, 'sync');
  await waits('interactive', 'sync');
  person.abort(new Error('went home'));
  await waits('sync');
  await giveUp();
  await expect.poll(waiting).toEqual({});
});

test('a process that dies while somebody waits in it holds the others up for no longer than it meant to wait', async () => {
  const release = await holdTheOnlyPlace();
  const dying = connect(database.url);
  createRequestBudget(dying)
    .take('a', undefined, 'interactive')
    .catch(() => undefined);
  await waits('interactive');
  await dying.destroy();
  await release();
  await expect(two.take('a', AbortSignal.timeout(20_000), 'bulk')).resolves.toBeUndefined();
});

test('when rollouts and checks are through with their part of the day, a person can still work', async () => {
  await learn({ dailyLimit: 10, limit: 100 });
  for (let call = 0; call < 6; call++) await two.take('a', undefined, 'bulk');
  await expect(two.take('a', undefined, 'bulk')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    message: expect.stringContaining('kept for people'),
  });
  await expect(two.take('a', undefined, 'sync')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await one.take('a');
  await expect(one.take('a')).rejects.toMatchObject({ message: expect.stringContaining('is used up. It is renewed') });
  expect(await read()).toMatchObject({ usedToday: 8, waiting: [] });
});

test('a refusal holds every lane for as long as GHL says', async () => {
  await learn({ limit: 100, refused: true, retryAfterMs: 60_000 });
  const { gone, call, giveUp } = callers();
  for (const lane of lanes) call(lane, one, lane);
  await waits('interactive', 'sync');
  expect(gone).toEqual([]);
  expect((await read()).blockedUntil).not.toBeNull();
  await giveUp();
});

test('no interval holds more than the limit, whatever lanes three processes call in, however late calls arrive', async () => {
  const limit = 12;
  const intervalMs = 400;
  await learn({ limit, intervalMs });
  await sleep(2 * intervalMs);
  const arrived: number[] = [];
  const call = async (budget: RequestBudget) => {
    const lane = lanes[Math.floor(Math.random() * lanes.length)];
    await sleep(Math.random() * 1_500);
    await budget.take('a', undefined, lane);
    await sleep(Math.random() * 120);
    arrived.push(performance.now());
    await sleep(Math.random() * 40);
    await budget.observe('a', reading);
  };
  await Promise.all([one, two, three].flatMap((budget) => Array.from({ length: 30 }, () => call(budget))));
  const fullest = Math.max(...arrived.map((end) => arrived.filter((at) => at > end - intervalMs && at <= end).length));
  expect(arrived).toHaveLength(90);
  expect(fullest).toBeLessThanOrEqual(limit);
});

test('calls that were given up while they were let go count no longer than those that were answered', async () => {
  await learn({ limit: 10, intervalMs: 100 });
  const tries = Array.from({ length: 9 }, async (_, index) => {
    const signal = AbortSignal.timeout(1 + index);
    await two.take('a', signal, 'interactive').then(
      () => two.observe('a', reading),
      () => undefined,
    );
  });
  await Promise.all(tries);
  await expect.poll(async () => (await read()).used).toBe(0);
});

test('what each call waited is told by lane, and what GHL refused', async () => {
  const told: string[] = [];
  const budget = createRequestBudget(dbs.at(-1) ?? connect(database.url), {
    letGo: (lane, seconds) => told.push(`${lane} ${seconds > 0 ? 'waited' : ''}`),
    refused: () => told.push('refused'),
  });
  for (const lane of lanes) await budget.take('a', undefined, lane);
  await budget.observe('a', { ...reading, refused: true, retryAfterMs: 60_000 });
  await expect(budget.take('a', AbortSignal.timeout(50))).rejects.toThrow('timeout');
  expect(told).toEqual(['interactive waited', 'sync waited', 'bulk waited', 'refused']);
});

async function waiting() {
  const db = dbs.at(-1) ?? connect(database.url);
  return (await db.selectFrom('rate_budgets').select('waiting').executeTakeFirstOrThrow()).waiting;
}
