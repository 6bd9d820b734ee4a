import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Db } from './client.ts';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase({ name: 'core', migrate });
  db = connect(database.url, { maxConnections: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('a connection that is cut between two statements fails its transaction, and neither the process nor the pool', async () => {
  const cut = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(db);
    // Long enough for the server's farewell to arrive while nothing is asked.
    await sleep(100);
    await sql`select 1`.execute(tx);
  });
  await expect(cut).rejects.toThrow(/connection/i);
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
  expect(rows).toEqual([{ one: 1 }]);
});

test('what a connection is asked again is prepared, and a statement whose answer a migration changed is prepared anew', async () => {
  const one = connect(database.url, { maxConnections: 1 });
  await sql`create table repeated (a integer)`.execute(one);
  await sql`insert into repeated values (1)`.execute(one);
  const ask = () => sql<{ a: number }>`select * from repeated where a = ${1}`.execute(one);
  const names = async () => {
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(one);
    return rows.filter(({ statement }) => statement.includes('from repeated')).length;
  };
  await ask();
  expect(await names()).toBe(0);
  await ask();
  await ask();
  expect(await names()).toBe(1);
  await sql`alter table repeated add column b integer`.execute(one);
  await expect(ask()).rejects.toThrow('cached plan must not change result type');
  await ask();
  expect((await ask()).rows).toEqual([{ a: 1, b: null }]);
  await sql`drop table repeated`.execute(one);
  await one.destroy();
});
