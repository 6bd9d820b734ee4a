import { createReadStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupEnv } from '../env.ts';
import { BackupError, openFrames, sealFrames, splitRows } from './frames.ts';
import type { Frame } from './frames.ts';
import { oauthScope, type Place, type Scope } from './scope.ts';
import { columnsOf, copyList, migrationsOf, withClient } from './tables.ts';

export type { Place, Scope } from './scope.ts';

export interface BackupSummary {
  keyId: string;
  rows: Record<string, number>;
}

/** Writes what the database holds at one moment to a new file, encrypted under the writing key, and reads it once more. */
export const backUp = (env: BackupEnv, file: string): Promise<BackupSummary> =>
  backUpDatabase({ scope: oauthScope, databaseUrl: env.OAUTH_DATABASE_URL, keys: env.TOKEN_ENCRYPTION_KEYS }, file);

export async function backUpDatabase({ scope, databaseUrl, keys }: Place, file: string): Promise<BackupSummary> {
  const [key] = keys;
  if (key === undefined) throw new BackupError(`${scope.keysVariable} holds no key.`);
  const draft = `${file}.${process.pid}.part`;
  const output = await open(draft, 'wx', 0o600);
  try {
    const rows: Record<string, number> = {};
    await withClient(databaseUrl, async (client) => {
      for await (const bytes of sealFrames(readDatabase(client, scope, rows), key, scope))
        await output.appendFile(bytes);
    });
    await output.sync();
    await assertReadable(openFrames(createReadStream(draft), [key], scope));
    // Unlike a rename, a link never replaces a backup that is there.
    await link(draft, file).catch(refuseTaken(file));
    return { keyId: key.id, rows };
  } finally {
    await output.close();
    await rm(draft, { force: true });
  }
}

/** One snapshot over all tables: a grant and its journal belong to the same moment. */
async function* readDatabase(client: Client, scope: Scope, rows: Record<string, number>): AsyncGenerator<Frame> {
  await client.query('begin isolation level repeatable read, read only');
  const tables = await scope.listTables(client);
  yield { kind: 'note', value: { migrations: await migrationsOf(client) } };
  for (const table of tables) {
    const columns = await columnsOf(client, table);
    yield { kind: 'note', value: { table, columns } };
    const copy = client.query(copyTo(`copy (select ${copyList(columns)} from ${table}) to stdout`));
    for await (const chunk of copy as AsyncIterable<Buffer>) yield* splitRows(chunk);
    rows[table] = copy.rowCount;
    yield { kind: 'note', value: { rows: copy.rowCount } };
  }
  yield { kind: 'note', value: { tables: tables.length } };
  await client.query('commit');
}

async function assertReadable(frames: AsyncGenerator<Frame>): Promise<void> {
  while ((await frames.next()).done !== true);
}

const refuseTaken =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new BackupError(`${file} exists already. Name a new file: a backup replaces none.`);
    throw error;
  };
