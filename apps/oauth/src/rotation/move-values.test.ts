import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { sealedColumns } from '../crypto/sealed-columns.ts';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { placeIn } from '../grants/pair.ts';
import { migrate } from '../migrate.ts';
import { newTokenKey, openSealedRows, storeSealedRows } from '../testing/sealed-rows.ts';
import { countByKey } from './key-usage.ts';
import { moveValues } from './move-values.ts';

const [oldKey, newKey] = [newTokenKey('old'), newTokenKey('new')];
const keyRing = createKeyRing([newKey, oldKey]);
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

const silent = pino({ level: 'silent' });

async function moveAll(stopping = new AbortController().signal) {
  const ended = { moved: 0, unreadable: 0 };
  for await (const { moved, unreadable } of moveValues({ db, keyRing, log: silent, stopping }, ['old'])) {
    for (const number of moved.values()) ended.moved += number;
    ended.unreadable += unreadable;
  }
  return ended;
}

test('knows every column that holds a token', async () => {
  const { rows } = await sql`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name ~ '_token$' and data_type = 'text' order by 1, 2`.execute(db);
  const inOrder = sealedColumns.toSorted((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`));
  expect(rows).toEqual(inOrder);
});

test('moves every value of every column, and changes none', async () => {
  await storeSealedRows(db, createKeyRing([oldKey]), 130);
  const before = await openSealedRows(db, [oldKey]);
  expect(await moveAll()).toEqual({ moved: 6 * 130, unreadable: 0 });
  expect(await openSealedRows(db, [newKey])).toEqual(before);
  expect(await moveAll()).toEqual({ moved: 0, unreadable: 0 });
});

test('two at once move every value once', async () => {
  await storeSealedRows(db, createKeyRing([oldKey]), 130);
  const before = await openSealedRows(db, [oldKey]);
  const [left, right] = await Promise.all([moveAll(), moveAll()]);
  expect(left.moved + right.moved).toBe(6 * 130);
  expect(await openSealedRows(db, [newKey])).toEqual(before);
});

test('a pair that a refresh writes meanwhile is never overwritten', async () => {
  await storeSealedRows(db, createKeyRing([oldKey]), 1);
  const place = placeIn('installations', 'row-00000').access;
  const refresh = await db.startTransaction().execute();
  await refresh
    .updateTable('installations')
    // By a replica that still writes with the old key: the value looks as if it were ours to move.
    .set({ access_token: createKeyRing([oldKey]).seal('newer', place) })
    .execute();
  const moving = moveAll();
  await vi.waitFor(async () => {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    expect(rows).toHaveLength(1);
  }, 60_000);
  await refresh.commit().execute();
  expect(await moving).toEqual({ moved: 5, unreadable: 0 });
  expect((await openSealedRows(db, [newKey, oldKey])).get('installations.access_token row-00000')).toBe('newer');
});

test('values swapped between two rows are left as they are, and hold up nothing else', async () => {
  await storeSealedRows(db, createKeyRing([oldKey]), 3);
  await sql`update installations i set access_token = o.access_token from installations o
    where (i.id, o.id) in (('row-00000', 'row-00001'), ('row-00001', 'row-00000'))`.execute(db);
  expect(await moveAll()).toEqual({ moved: 16, unreadable: 2 });
  expect(await countByKey(db)).toEqual(
    new Map([
      ['new', 16],
      ['old', 2],
    ]),
  );
});

test('ends between two batches when the service stops, and the next run does the rest', async () => {
  await storeSealedRows(db, createKeyRing([oldKey]), 130);
  const stop = new AbortController();
  const batches = moveValues({ db, keyRing, log: silent, stopping: stop.signal }, ['old']);
  await batches.next();
  stop.abort();
  expect((await batches.next()).done).toBe(true);
  expect(await countByKey(db)).toEqual(
    new Map([
      ['new', 100],
      ['old', 680],
    ]),
  );
  expect(await moveAll()).toEqual({ moved: 680, unreadable: 0 });
});
