import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { BackupEnv } from '../env.ts';
import { migrate } from '../migrate.ts';
import { newTokenKey, openSealedRows, storeSealedRows } from '../testing/sealed-rows.ts';
import { backUp } from './back-up.ts';
import { restore } from './restore.ts';
import { tables } from './tables.ts';

const key = newTokenKey('k1');
let folder = '';
let file = '';
let opened: { database: TestDatabase; db: Database }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-backup-'));
  file = join(folder, 'oauth.backup');
});
afterEach(async () => {
  for (const { database, db } of opened) {
    await db.destroy();
    await database.drop();
  }
  opened = [];
  await rm(folder, { recursive: true, force: true });
});

async function newDatabase(name = 'oauth', bring: (url: string) => Promise<unknown> = migrate) {
  const database = await createTestDatabase({ name, migrate: bring });
  const db = connectDatabase(database.url, () => undefined);
  opened.push({ database, db });
  const env: BackupEnv = { OAUTH_DATABASE_URL: database.url, TOKEN_ENCRYPTION_KEYS: [key] };
  return { db, env };
}

/** A database with something awkward in every table a backup holds. */
async function filledDatabase() {
  const filled = await newDatabase();
  const { db } = filled;
  await storeSealedRows(db, createKeyRing([key]), 40);
  await sql`update installations set last_error = E'tab\t newline\n backslash \\\\ \\\\. "quote" ünï', scopes = '{a/b.c,"d e"}'
    where id = 'row-00001'`.execute(db);
  await sql`insert into installed_locations (location_id, installed_at) values ('l1', now())`.execute(db);
  await sql`insert into moved_locations values ('row-00002', 'l2', 'Gone', null, now())`.execute(db);
  await sql`insert into install_attempts values ('s', 'c', 'b', 'n', 'Company', now(), null)`.execute(db);
  await sql`insert into tickets values ('t', 'b', 'n', 'c', null, 'u', 'Company', now(), null)`.execute(db);
  await sql`insert into webhook_deliveries (dedupe_key, raw, headers)
    values ('d1', decode('000a5c2e', 'hex'), '{"a": "b"}'), ('d2', '', '{}')`.execute(db);
  await sql`insert into leases values ('refresh:row-00001', 41, now())`.execute(db);
  await sql`insert into token_reads (backend_id, company_id, outcome, request_id) values ('b', 'c', 'OK', 'r')`.execute(
    db,
  );
  await sql`insert into bridge_nonces values ('b', 'n', now())`.execute(db);
  await sql`insert into key_writers values ('a replica', 'k1', now())`.execute(db);
  return filled;
}

async function contents(db: Database): Promise<Record<string, unknown[]>> {
  const held: Record<string, unknown[]> = {};
  for (const table of tables)
    held[table] = (await sql`select * from ${sql.table(table)} as t order by t::text`.execute(db)).rows;
  return held;
}

test('brings back every row of every table, with nothing readable in between', async () => {
  const [source, target] = [await filledDatabase(), await newDatabase()];
  const written = await backUp(source.env, file);
  expect(written.keyId).toBe('k1');
  for (const table of tables) expect(written.rows[table]).toBeGreaterThan(0);
  const bytes = await readFile(file);
  for (const text of ['row-00001', 'refresh:', 'installations', 'g1:k1']) expect(bytes.includes(text)).toBe(false);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['oauth.backup']);

  expect((await restore(target.env, file)).rows).toEqual(written.rows);
  expect(await contents(target.db)).toEqual(await contents(source.db));
  expect((await openSealedRows(target.db, [key])).get('installations.access_token row-00007')).toBe(
    'access of row-00007',
  );
  expect(await target.db.selectFrom('key_writers').selectAll().execute()).toEqual([]);
});

test('numbers go on after those that came back', async () => {
  const [source, target] = [await filledDatabase(), await newDatabase()];
  await backUp(source.env, file);
  await restore(target.env, file);
  const { rows } = await sql<{ id: string }>`
    insert into webhook_deliveries (dedupe_key, raw, headers) values ('d3', '', '{}') returning id`.execute(target.db);
  expect(rows).toEqual([{ id: '3' }]);
});

test('all tables are of one moment, though rows are written meanwhile', async () => {
  const [source, target] = [await filledDatabase(), await newDatabase()];
  const before = await contents(source.db);
  const backingUp = backUp(source.env, file);
  let isDone = false;
  void backingUp.finally(() => (isDone = true));
  // Pairs of rows in the first and the last table: a backup of two moments would have one without the other.
  for (let number = 0; !isDone; number++)
    await source.db.transaction().execute(async (trx) => {
      await sql`update installations set failures = ${number} where id = 'row-00000'`.execute(trx);
      await sql`update bridge_nonces set nonce = ${String(number)}`.execute(trx);
    });
  await backingUp;
  await restore(target.env, file);
  const after = await contents(target.db);
  const { failures } = await target.db
    .selectFrom('installations')
    .select('failures')
    .where('id', '=', 'row-00000')
    .executeTakeFirstOrThrow();
  const { nonce } = await target.db.selectFrom('bridge_nonces').select('nonce').executeTakeFirstOrThrow();
  expect(nonce === 'n' ? 0 : Number(nonce)).toBe(failures);
  expect(after['leases']).toEqual(before['leases']);
});

test('a backup that is there is never replaced, and a failed one leaves no file', async () => {
  const { env } = await filledDatabase();
  await writeFile(file, 'precious');
  await expect(backUp(env, file)).rejects.toThrow('exists already');
  expect(await readFile(file, 'utf8')).toBe('precious');
  const away = { ...env, OAUTH_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  await expect(backUp(away, join(folder, 'other'))).rejects.toThrow('ECONNREFUSED');
  expect(await readdir(folder)).toEqual(['oauth.backup']);
});

test('a table that the list lacks stops a backup', async () => {
  const { env, db } = await filledDatabase();
  await sql`create table forgotten ()`.execute(db);
  await expect(backUp(env, file)).rejects.toThrow('forgotten');
});

test('refuses a database that is not empty, and one of other migrations; both stay as they are', async () => {
  const source = await filledDatabase();
  await backUp(source.env, file);
  const used = await newDatabase();
  await sql`insert into leases values ('one', 1, now())`.execute(used.db);
  await expect(restore(used.env, file)).rejects.toThrow('not empty: leases');
  expect(await used.db.selectFrom('installations').select('id').execute()).toEqual([]);

  const older = await newDatabase();
  await sql`delete from kysely_migration where name = '0002-key-writers'`.execute(older.db);
  await expect(restore(older.env, file)).rejects.toThrow(/of migrations 0001-start, 0002-key-writers.*npm run migrate/);
  const unborn = await newDatabase('oauth_empty', () => Promise.resolve());
  await expect(restore(unborn.env, file)).rejects.toThrow('has none');
});

test('a backup that was cut restores nothing, though most of it was read', async () => {
  const [source, target] = [await filledDatabase(), await newDatabase()];
  await backUp(source.env, file);
  const bytes = await readFile(file);
  for (const length of [bytes.length - 1, bytes.length - 60, Math.floor(bytes.length / 2)]) {
    await writeFile(file, bytes.subarray(0, length));
    await expect(restore(target.env, file)).rejects.toThrow('cut or changed');
  }
  for (const rows of Object.values(await contents(target.db))) expect(rows).toEqual([]);
  await writeFile(file, bytes);
  await restore(target.env, file);
});
