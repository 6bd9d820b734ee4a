import { connect, type Db, migrate } from '@groundwork/db';
import { createTestDatabase, type TestDatabase } from '@groundwork/db/testing';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publishEvents, storedTopic } from './publish-events.ts';
import { createTail, type OpenTail } from './topic-tail.ts';

let database: TestDatabase;
let db: Db;
let agencyId: string;
let topic: string;
/** Statements of the tail. */
let asked = 0;
let answered = 0;
let isAway = false;
let woken = 0;
let tail: OpenTail;

const watched: KyselyPlugin = {
  transformQuery({ node }) {
    asked += 1;
    if (isAway) throw new Error('the database is away');
    return node;
  },
  transformResult: ({ result }) => ((answered += 1), Promise.resolve(result)),
};

beforeAll(async () => {
  database = await createTestDatabase({ name: 'tail', migrate });
  db = connect(database.url, { maxConnections: 4 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  const agency = await db
    .insertInto('agencies')
    .values({ company_id: crypto.randomUUID(), name: 'One' })
    .returning('id')
    .executeTakeFirstOrThrow();
  agencyId = agency.id;
  topic = storedTopic(agencyId, 'agency');
  isAway = false;
  asked = 0;
  woken = 0;
  tail = createTail(db.withPlugin(watched), topic, () => (woken += 1));
});

const publish = (count: number) =>
  db
    .transaction()
    .execute((tx) =>
      publishEvents(
        tx,
        agencyId,
        'agency',
        Array<{ type: 'accounts.changed' }>(count).fill({ type: 'accounts.changed' }),
      ),
    );
/** As at a notification, and waits for what it brings. */
async function refresh(): Promise<void> {
  const before = woken;
  tail.refresh();
  await expect.poll(() => woken).toBeGreaterThan(before);
}
const idsAfter = (id: number) => tail.after(id)?.map((event) => event.id) ?? null;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('a topic without events is known to have none', async () => {
  await tail.ready();
  expect(idsAfter(0)).toEqual([]);
  expect([tail.reaches(0), tail.reaches(1)]).toEqual([true, false]);
});

test('it begins with the newest events, so that whoever comes back soon asks the database nothing', async () => {
  await publish(120);
  await Promise.all([tail.ready(), tail.ready(), tail.ready()]);
  expect(asked).toBe(2);
  expect(idsAfter(70)).toEqual(range(71, 120));
  expect(idsAfter(69)).toBeNull();
  expect(tail.after(119)?.[0]).toMatchObject({ topic: 'agency', id: 120, event: { type: 'accounts.changed' } });
});

test('however many notifications come during a read, one more read answers them all', async () => {
  await tail.ready();
  await publish(1);
  asked = 0;
  for (let turn = 0; turn < 20; turn += 1) tail.refresh();
  await expect.poll(() => idsAfter(0)).toEqual([1]);
  await publish(1);
  tail.refresh();
  await expect.poll(() => idsAfter(1)).toEqual([2]);
  // One for the first notification, one for the others, one for the second event.
  expect(asked).toBeLessThanOrEqual(3);
});

test('a read without news wakes nobody', async () => {
  await publish(1);
  await tail.ready();
  woken = 0;
  answered = 0;
  tail.refresh();
  await expect.poll(() => answered).toBe(1);
  expect(woken).toBe(0);
  await publish(1);
  await refresh();
  expect(woken).toBe(1);
});

test('of a burst it takes all, and keeps of what was before only the end', async () => {
  await publish(60);
  await tail.ready();
  await publish(450);
  tail.refresh();
  await expect.poll(() => idsAfter(509)).toEqual([510]);
  // The last read brought 461 to 510.
  expect(idsAfter(409)).toBeNull();
  expect(idsAfter(410)).toEqual(range(411, 510));
});

test('a place that it has not heard of yet is not reached, and has nothing after it', async () => {
  await publish(3);
  await tail.ready();
  await publish(2);
  expect(tail.reaches(5)).toBe(false);
  expect(idsAfter(5)).toEqual([]);
  await refresh();
  expect(tail.reaches(5)).toBe(true);
});

test('behind a gap that a clean-up left it begins anew', async () => {
  await publish(3);
  await tail.ready();
  await publish(4);
  await db.deleteFrom('events').where('topic', '=', topic).where('id', '<=', 5).execute();
  await refresh();
  expect(idsAfter(3)).toBeNull();
  expect(idsAfter(5)).toEqual([6, 7]);
});

test('after everything was cleaned up it goes on from the last number', async () => {
  await publish(3);
  await db.deleteFrom('events').where('topic', '=', topic).execute();
  await tail.ready();
  expect([tail.reaches(2), tail.reaches(3)]).toEqual([false, true]);
  await publish(1);
  await refresh();
  expect(idsAfter(3)).toEqual([4]);
});

test('a read that fails is told to whoever asks next, and made up for by the one after', async () => {
  await publish(2);
  await tail.ready();
  isAway = true;
  await refresh();
  await expect(tail.ready()).rejects.toThrow('the database is away');
  isAway = false;
  await publish(1);
  await tail.ready();
  expect(idsAfter(0)).toEqual([1, 2, 3]);
});

test('after a change to a database that knows less, it stands where that one does', async () => {
  await publish(5);
  await tail.ready();
  await db.deleteFrom('events').where('topic', '=', topic).where('id', '>', 3).execute();
  await db.updateTable('event_topics').where('topic', '=', topic).set({ last_id: 3 }).execute();
  tail.restart();
  await expect.poll(() => tail.reaches(5)).toBe(false);
  expect(tail.reaches(3)).toBe(true);
  await publish(1);
  await refresh();
  expect(idsAfter(3)).toEqual([4]);
});
