import { createReadStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupEnv, TokenKey } from '../env.ts';
import { BackupError, openFrames, sealFrames, splitRows } from './frames.ts';
import type { Frame } from './frames.ts';
import { assertTablesKnown, columnsOf, copyList, migrationsOf, tables, withClient } from './tables.ts';

export interface BackupSummary {
  keyId: string;
  rows: Record<string, number>;
}

/** Writes what the database holds at one moment to a new file, encrypted under the writing key, and reads it once more. */
export async function backUp(env: BackupEnv, file: string): Promise<BackupSummary> {
  const [key] = env.TOKEN_ENCRYPTION_KEYS;
  if (key === undefined) throw new BackupError('TOKEN_ENCRYPTION_KEYS holds no key.');
  const draft = `${file}.${process.pid}.part`;
  const output = await open(draft, 'wx', 0o600);
  try {
    const rows: Record<string, number> = {};
    await withClient(env.OAUTH_DATABASE_URL, async (client) => {
      for await (const bytes of sealFrames(readDatabase(client, rows), key)) await output.appendFile(bytes);
    });
    await output.sync();
    await assertReadable(draft, key);
    // Unlike a rename, a link never replaces a backup that is there.
    await link(draft, file).catch(refuseTaken(file));
    return { keyId: key.id, rows };
  } finally {
    await output.close();
    await rm(draft, { force: true });
  }
}

/** One snapshot over all tables: a grant and its journal belong to the same moment. */
async function* readDatabase(client: Client, rows: Record<string, number>): AsyncGenerator<Frame> {
  await client.query('begin isolation level repeatable read, read only');
  await assertTablesKnown(client);
  yield { kind: 'note', value: { migrations: await migrationsOf(client) } };
  for (const table of tables) {
    const columns = await columnsOf(client, table);
    yield { kind: 'note', value: { table, columns } };
    const copy = client.query(copyTo(`copy ${table} (${copyList(columns)}) to stdout`));
    for await (const chunk of copy as AsyncIterable<Buffer>) yield* splitRows(chunk);
    rows[table] = copy.rowCount;
    yield { kind: 'note', value: { rows: copy.rowCount } };
  }
  yield { kind: 'note', value: { tables: tables.length } };
  await client.query('commit');
}

async function assertReadable(file: string, key: TokenKey): Promise<void> {
  const frames = openFrames(createReadStream(file), [key]);
  while ((await frames.next()).done !== true);
}

const refuseTaken =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new BackupError(`${file} exists already. Name a new file: a backup replaces none.`);
    throw error;
  };
