import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { z } from 'zod';
import type { BackupEnv } from '../env.ts';
import { BackupError, openFrames } from './frames.ts';
import type { Frame } from './frames.ts';
import { oauthScope, type Place } from './scope.ts';
import { copyList, migrationsOf, notes, withClient } from './tables.ts';

export interface RestoreSummary {
  rows: Record<string, number>;
}

type Frames = AsyncGenerator<Frame>;

/** Puts a backup into an empty database of the same migrations: all of it, or nothing. */
export const restore = (env: BackupEnv, file: string): Promise<RestoreSummary> =>
  restoreDatabase({ scope: oauthScope, databaseUrl: env.OAUTH_DATABASE_URL, keys: env.TOKEN_ENCRYPTION_KEYS }, file);

export async function restoreDatabase({ scope, databaseUrl, keys }: Place, file: string): Promise<RestoreSummary> {
  const frames = openFrames(createReadStream(file), keys, scope);
  return withClient(databaseUrl, async (client) => {
    // Left without a commit when anything below throws: then PostgreSQL takes all of it back.
    await client.query('begin');
    await client.query(`set local groundwork.restoring = 'yes'`);
    const { migrations } = await note(frames, notes.begin);
    await assertSameVersion(client, migrations);
    const tables = await scope.listTables(client);
    await assertEmpty(client, tables);
    const bringReferencesBack = await scope.putReferencesAside?.(client);
    const rows: Record<string, number> = {};
    for (const table of tables) rows[table] = await restoreTable(client, table, frames);
    await note(frames, notes.end);
    if ((await frames.next()).done !== true) throw unexpected();
    await bringReferencesBack?.();
    await continueNumbers(client, tables);
    await client.query('commit');
    return { rows };
  });
}

async function restoreTable(client: Client, table: string, frames: Frames): Promise<number> {
  const head = await note(frames, notes.table);
  if (head.table !== table) throw unexpected();
  const copy = client.query(copyFrom(`copy ${table} (${copyList(head.columns)}) from stdin`));
  let end: unknown;
  const rowsOfTable = async function* (): AsyncGenerator<Buffer> {
    for (;;) {
      const frame = await frames.next();
      if (frame.done === true) throw unexpected();
      if (frame.value.kind === 'rows') yield frame.value.bytes;
      else {
        end = frame.value.value;
        return;
      }
    }
  };
  await pipeline(Readable.from(rowsOfTable()), copy);
  if (notes.rows.parse(end).rows !== copy.rowCount)
    throw new BackupError(`${table} got ${copy.rowCount} rows, and the backup says otherwise. Nothing was restored.`);
  return copy.rowCount;
}

async function assertSameVersion(client: Client, migrations: string[]): Promise<void> {
  const present = await migrationsOf(client).catch(() => []);
  if (present.join() === migrations.join()) return;
  throw new BackupError(
    `The backup is of migrations ${migrations.join(', ')}, and the database has ${present.join(', ') || 'none'}. ` +
      'Bring the database to the same ones with `npm run migrate` of the version the backup was made with.',
  );
}

/** Locked first, so that nobody fills them meanwhile. */
async function assertEmpty(client: Client, tables: readonly string[]): Promise<void> {
  await client.query(`lock table ${tables.join(', ')} in access exclusive mode`);
  for (const table of tables) {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount === 0) continue;
    throw new BackupError(
      `The database is not empty: ${table} has rows. Restore into a new database, and nothing is lost.`,
    );
  }
}

/** Numbers that PostgreSQL gives go on after the highest that came back. */
async function continueNumbers(client: Client, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and is_identity = 'YES' and table_name = any($1)`,
    [tables],
  );
  for (const { table_name: table, column_name: column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), (select coalesce(max(${copyList([column])}), 0) + 1 from ${table}), false)`,
      [table, column],
    );
}

async function note<T>(frames: Frames, schema: z.ZodType<T>): Promise<T> {
  const frame = await frames.next();
  if (frame.done === true || frame.value.kind !== 'note') throw unexpected();
  return schema.parse(frame.value.value);
}

const unexpected = (): BackupError =>
  new BackupError('The backup does not hold what it should. It was made by another version; restore it with that one.');
