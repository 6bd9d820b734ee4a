import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyRing } from './crypto/key-ring.ts';
import { sealedColumns } from './crypto/sealed-columns.ts';
import { connectDatabase } from './db/connect.ts';
import type { Database } from './db/connect.ts';
import { migrate } from './migrate.ts';
import { assertReady } from './start-checks.ts';
import { newTokenKey, storeSealedRows } from './testing/sealed-rows.ts';

const keyRing = createKeyRing([newTokenKey('here')]);
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
  await storeSealedRows(db, keyRing, 2);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test.for(sealedColumns)(
  'a key that $table.$column needs and the ring lacks stops the start, by name',
  async (place) => {
    await expect(assertReady(db, keyRing)).resolves.toBeUndefined();
    const { table, column } = place;
    const swap = (from: string, to: string) =>
      sql`update ${sql.table(table)} set ${sql.ref(column)} = replace(${sql.ref(column)}, ${from}, ${to})`.execute(db);
    await swap('g1:here:', 'g1:gone:');
    await expect(assertReady(db, keyRing)).rejects.toThrow(/encryption key gone \(2 of them\).*TOKEN_ENCRYPTION_KEYS/);
    await swap('g1:gone:', 'g1:here:');
  },
);

test('another key under the name of the one in use stops the start, before anything is sealed under it', async () => {
  const other = createKeyRing([newTokenKey('here')]);
  await expect(assertReady(db, other)).rejects.toThrow(/another key here than.*put the old one back/);
});

test('values that were swapped do not stop the start: the rest is still served', async () => {
  await sql`update installations i set access_token = o.access_token from installations o where i.id <> o.id`.execute(
    db,
  );
  await expect(assertReady(db, keyRing)).resolves.toBeUndefined();
});
