import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDoor } from '../testing/open-door.ts';
import { connectDatabase } from './connect.ts';

const silenceMs = 300;

test('a query on a machine that vanished without a word ends, and the next one finds the one that took over', async () => {
  const { db, door } = await connectThroughDoor();
  await sql`select 1`.execute(db);
  door.vanish();
  await expect(sql`select 2`.execute(db)).rejects.toThrow('does not answer any more');
  await door.open();
  expect((await sql`select 3 as three`.execute(db)).rows).toEqual([{ three: 3 }]);
});

test('a machine that is there is waited for, however slow the query', async () => {
  const { db } = await connectThroughDoor();
  const slow = sql`select pg_sleep(${(4 * silenceMs) / 1000}), 4 as four`.execute(db);
  expect((await slow).rows).toMatchObject([{ four: 4 }]);
});

async function connectThroughDoor() {
  const database = await createTestDatabase({ name: 'empty', migrate: () => Promise.resolve() });
  const url = new URL(database.url);
  const door = await openDoor(Number(url.port));
  url.port = String(door.port);
  const db = connectDatabase(url.href, () => undefined, { silenceMs });
  onTestFinished(async () => {
    await db.destroy();
    door.close();
    await database.drop();
  });
  return { db, door };
}
