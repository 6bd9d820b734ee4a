import { connect, type Db, migrate } from '@groundwork/db';
import { createTestDatabase, type TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRequestBudget } from './request-budget.ts';

let database: TestDatabase;
let one: Db;
let two: Db;
const reading = {
  limit: null,
  remaining: null,
  intervalMs: null,
  dailyLimit: null,
  dailyRemaining: null,
  refused: false,
  retryAfterMs: null,
};

beforeAll(async () => {
  database = await createTestDatabase({ name: 'budget', migrate });
  [one, two] = [connect(database.url), connect(database.url)];
});
afterAll(async () => {
  await Promise.all([one.destroy(), two.destroy()]);
  await database.drop();
});
beforeEach(async () => {
  await sql`truncate rate_budgets`.execute(one);
});

/** Waits until as many of these calls went as should, and a while longer for any other; those that wait are given up. */
const takeMany = async (resource: string, calls: number, expected: number): Promise<number> => {
  const givenUp = new AbortController();
  const [first, second] = [createRequestBudget(one), createRequestBudget(two)];
  let gone = 0;
  const taking = Array.from({ length: calls }, (_, index) =>
    (index % 2 === 0 ? first : second).take(resource, givenUp.signal).then(() => (gone += 1)),
  );
  await expect.poll(() => gone).toBeGreaterThanOrEqual(expected);
  await sleep(500);
  givenUp.abort(new Error('the test is over'));
  await Promise.allSettled(taking);
  return gone;
};

test('two processes together let no more go than the limit, and another account is not held up', async () => {
  await createRequestBudget(one).take('a');
  await createRequestBudget(one).observe('a', { ...reading, limit: 50, intervalMs: 60_000 });
  expect(await takeMany('a', 60, 47)).toBe(47);
  expect(await takeMany('b', 10, 10)).toBe(10);
});

test('before GHL has said its limit, the smallest known one holds', async () => {
  expect(await takeMany('a', 40, 24)).toBe(24);
});

test('a call goes as soon as the oldest one leaves the interval', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, limit: 2, intervalMs: 300 });
  for (let call = 0; call < 4; call++) {
    await budget.take('a');
    await budget.observe('a', reading);
  }
  const { taken_today } = await one.selectFrom('rate_budgets').select('taken_today').executeTakeFirstOrThrow();
  expect(taken_today).toBe(5);
});

test('a call counts for as long as it is under way, and for one interval after its answer', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, limit: 4, intervalMs: 200 });
  expect(await takeMany('a', 5, 3)).toBe(3);
  expect(await takeMany('a', 5, 0)).toBe(0);
  await budget.observe('a', reading);
  await budget.observe('a', reading);
  expect(await takeMany('a', 5, 2)).toBe(2);
});

test('a call that is never answered stops counting in the end', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, limit: 4, intervalMs: 200 });
  expect(await takeMany('a', 5, 3)).toBe(3);
  await sql`update rate_budgets set taken = array(select t - interval '21 seconds' from unnest(taken) t)`.execute(one);
  expect(await takeMany('a', 5, 3)).toBe(3);
});

test('a refusal blocks everyone for as long as GHL says', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, refused: true, retryAfterMs: 60_000 });
  expect(await takeMany('a', 2, 0)).toBe(0);
});

test('hardly a call goes when GHL says that others have used nearly all of the interval', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, limit: 100, remaining: 2, intervalMs: 60_000 });
  expect(await takeMany('a', 10, 0)).toBe(0);
});

test('a small difference between the count of GHL and ours takes nothing away', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, limit: 25, remaining: 14, intervalMs: 60_000 });
  expect(await takeMany('a', 30, 23)).toBe(23);
});

test('what GHL counted before our oldest calls left its interval is not taken for use by others', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await sql`update rate_budgets set taken = array_fill(clock_timestamp() - interval '10.01 seconds', array[60])`.execute(
    one,
  );
  await budget.observe('a', { ...reading, limit: 100, remaining: 40, intervalMs: 10_000 });
  const { rows } = await sql<{ newest: number }>`
    select extract(epoch from clock_timestamp() - t)::float8 as newest from rate_budgets, unnest(taken) t order by t desc limit 1`.execute(
    one,
  );
  expect(rows[0]?.newest).toBeGreaterThan(10);
});

test('what others used today counts, and a lower count of GHL gives nothing back', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, dailyLimit: 100, dailyRemaining: 21 });
  await budget.observe('a', { ...reading, dailyLimit: 100, dailyRemaining: 99 });
  await budget.take('a');
  await expect(budget.take('a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

test('a spent day is an error that says when to come back, not a wait', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, dailyLimit: 1 });
  await expect(budget.take('a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

test('calls that wait in one process go in the order they came, and one that is given up lets the others go', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  await budget.observe('a', { ...reading, limit: 3, intervalMs: 400 });
  const gone: number[] = [];
  const givenUp = new AbortController();
  const calls = Array.from({ length: 6 }, (_, index) =>
    budget.take('a', index === 1 ? givenUp.signal : undefined).then(() => {
      gone.push(index);
      return budget.observe('a', reading);
    }),
  );
  givenUp.abort(new Error('not needed any more'));
  const results = await Promise.allSettled(calls);
  expect(results.map((result) => result.status === 'fulfilled')).toEqual([true, false, true, true, true, true]);
  expect(gone).toEqual([0, 2, 3, 4, 5]);
});

test('answers that come at once are all counted, with the lowest rest and every refusal', async () => {
  const budget = createRequestBudget(one);
  await budget.take('a');
  const readings = [90, 4, 50].map((remaining) => ({ ...reading, limit: 100, remaining, intervalMs: 60_000 }));
  await Promise.all(
    [...readings, ...[1, 2].map(() => ({ ...reading, refused: true, retryAfterMs: 60_000 }))].map((seen) =>
      budget.observe('a', seen),
    ),
  );
  const row = await one
    .selectFrom('rate_budgets')
    .select(['taken', 'refused', 'burst_limit'])
    .executeTakeFirstOrThrow();
  expect(row.taken).toHaveLength(96);
  expect(row).toMatchObject({ refused: 2, burst_limit: 100 });
});
