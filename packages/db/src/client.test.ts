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
