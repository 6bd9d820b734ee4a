import { connect, type Db, migrate } from '@groundwork/db';
import { createTestDatabase, type TestDatabase } from '@groundwork/db/testing';
import { type RawBuilder, sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { migrateQueue } from './queue.ts';
import { findMisunderstood } from './testing/find-misunderstood.ts';

const file = new URL('testing/release-before.json', import.meta.url);
const Before = z.object({ release: z.string(), statements: z.array(z.string()).min(200) });

let db: Db;
let database: TestDatabase;
let statements: string[];
beforeAll(async () => {
  database = await createTestDatabase({
    name: 'core',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  db = connect(database.url);
  ({ statements } = Before.parse(JSON.parse(await readFile(file, 'utf8'))));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** What would be misunderstood of the statements about a table, had a migration done this to it. */
async function after(table: string, change: RawBuilder<unknown>): Promise<string[]> {
  const found: string[] = [];
  const about = statements.filter((statement) => statement.includes(table));
  const undone = new Error('undone');
  const changed = db.transaction().execute(async (tx) => {
    await change.execute(tx);
    found.push(...(await findMisunderstood(tx, about)));
    throw undone;
  });
  await expect(changed).rejects.toBe(undone);
  return found;
}

test('every statement of the release before is understood by this schema', async () => {
  expect(await findMisunderstood(db, statements)).toEqual([]);
});

test.each([
  ['a column that is gone', 'plans', sql`alter table plans rename fingerprint to print`, 'column "fingerprint"'],
  [
    'a table that is gone',
    'sessions',
    sql`alter table sessions rename to visits`,
    'relation "sessions" does not exist',
  ],
  ['another type', 'plans', sql`alter table plans alter summary type text`, 'operator does not exist: text ->>'],
  [
    'a key that is gone',
    'resource_states',
    sql`alter table resource_states drop constraint resource_states_pkey`,
    'matching the ON CONFLICT specification',
  ],
  ['a column to be filled', 'plans', sql`alter table plans add note text not null`, 'plans.note has to be filled'],
])('tells of %s', async (_, table, change, why) => {
  expect((await after(table, change)).join('\n')).toContain(why);
});
