import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startJob } from '@groundwork/core';
import { connect, type Db } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openClinic } from '../packages/core/src/testing/clinic.ts';
import { migrateApi } from './migrations.ts';
import { root } from './root.ts';

const clinic = openClinic();
const ring = `first:${Buffer.alloc(32, 1).toString('base64')}`;

/** As a person types it, from another folder. */
const command = (verb: 'backup' | 'restore', args: string[], { cwd, env }: { cwd: string; env: object }) =>
  promisify(execFile)(process.execPath, [join(root, 'scripts', `${verb}.ts`), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, INIT_CWD: cwd, ...env },
  });

async function newDatabase() {
  const database = await createTestDatabase({ name: 'restored', migrate: migrateApi });
  const db = connect(database.url);
  onTestFinished(async () => {
    await db.destroy();
    await database.drop();
  });
  return { url: database.url, db };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-api-drill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Every row of every table of ours, and of the queue. */
async function contents(db: Db): Promise<Record<string, unknown[]>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'
    union select 'pgboss.job'`.execute(db);
  const held: Record<string, unknown[]> = {};
  for (const { name } of rows)
    held[name] = (await sql`select t::text as row from ${sql.raw(name)} as t order by 1`.execute(db)).rows;
  return held;
}

test('the drill: back up, lose the database, restore into an empty one, and the job that waited is still to be run', async () => {
  const cwd = await newFolder();
  const { ctx, world } = clinic;
  await clinic.apply();
  await clinic.empty();
  const waiting = await startJob(ctx, { planId: (await clinic.plan()).id });
  const from = { DATABASE_URL: world.databaseUrl, BACKUP_KEYS: ring };

  const backedUp = await command('backup', ['api', 'api.backup'], { cwd, env: from });
  expect(backedUp.stderr).toMatch(/Backed up to .*api\.backup.*key made from "first" of BACKUP_KEYS/);
  expect(backedUp.stderr).toMatch(/agencies 2|agencies 1/);
  expect((await readFile(join(cwd, 'api.backup'))).toString('latin1')).not.toContain(ctx.actor.companyId);

  const restored = await newDatabase();
  const into = { ...from, DATABASE_URL: restored.url };
  expect((await command('restore', ['api', 'api.backup'], { cwd, env: into })).stderr).toContain('Restored');
  expect(await contents(restored.db)).toEqual(await contents(ctx.db));
  const { rows } = await sql<{ state: string }>`
    select state from pgboss.job where data->>'jobId' = ${waiting.id}`.execute(restored.db);
  expect(rows).toEqual([{ state: 'created' }]);
  const { rows: numbered } = await sql<{ id: number }>`
    insert into audit_entries (agency_id, action) values (${ctx.actor.agencyId}, 'drill') returning id`.execute(
    restored.db,
  );
  expect(numbered).toHaveLength(1);

  await expect(command('restore', ['api', 'api.backup'], { cwd, env: into })).rejects.toThrow('not empty');
});

test('a backup opens with its key, also behind a newer one, with no other, and as no other kind', async () => {
  const cwd = await newFolder();
  const from = { DATABASE_URL: clinic.world.databaseUrl, BACKUP_KEYS: ring };
  await command('backup', ['api', 'api.backup'], { cwd, env: from });
  const { url } = await newDatabase();
  const other = `first:${Buffer.alloc(32, 2).toString('base64')}`;
  const restore = (database: string, env: object) => command('restore', [database, 'api.backup'], { cwd, env });
  await expect(restore('api', { DATABASE_URL: url, BACKUP_KEYS: other })).rejects.toThrow('cut or changed');
  await expect(restore('api', { DATABASE_URL: url, BACKUP_KEYS: ring.replace('first', 'second') })).rejects.toThrow(
    'needs the key first. Put it into BACKUP_KEYS',
  );
  // Of a key that was changed since, the old one is kept behind the new.
  await restore('api', { DATABASE_URL: url, BACKUP_KEYS: `second:${Buffer.alloc(32, 3).toString('base64')},${ring}` });
  await expect(restore('oauth', { OAUTH_DATABASE_URL: url, TOKEN_ENCRYPTION_KEYS: ring })).rejects.toThrow(
    'not a backup of the OAuth service',
  );
  await expect(command('backup', ['api', 'other'], { cwd, env: { DATABASE_URL: url } })).rejects.toThrow(
    'BACKUP_KEYS: is required',
  );
});
