import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './testing.ts';

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

test('gives each caller its own migrated database and migrates once', async () => {
  let migrations = 0;
  const migrate = async (url: string) => {
    migrations += 1;
    await query(url, 'CREATE TABLE note (text text)');
  };
  const [first, second] = await Promise.all([
    createTestDatabase({ name: 'notes', migrate }),
    createTestDatabase({ name: 'notes', migrate }),
  ]);
  await query(first.url, "INSERT INTO note VALUES ('mine')");

  expect(migrations).toBe(1);
  expect(await query(first.url, 'SELECT text FROM note')).toEqual([{ text: 'mine' }]);
  expect(await query(second.url, 'SELECT text FROM note')).toEqual([]);
  expect(await query(first.url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
    { rolsuper: false },
  ]);
  await Promise.all([first.drop(), second.drop()]);
});

test('builds the template again after a migration that failed', async () => {
  const failing = createTestDatabase({ name: 'broken', migrate: () => Promise.reject(new Error('no')) });
  await expect(failing).rejects.toThrow('no');
  const database = await createTestDatabase({ name: 'broken', migrate: (url) => query(url, 'CREATE TABLE t ()') });
  expect(await query(database.url, 'SELECT FROM t')).toEqual([]);
  await database.drop();
});
