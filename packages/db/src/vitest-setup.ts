import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './embedded/server.ts';
import type { Postgres } from './embedded/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's URL of the run's own PostgreSQL. */
    postgresUrl: string;
  }
}

declare global {
  /** One PostgreSQL in a temporary folder for the whole run, whatever number of projects ask for it. */
  var groundworkTestPostgres: { server: Promise<Postgres>; users: number } | undefined;
}

export async function setup(project: TestProject): Promise<void> {
  const current = (globalThis.groundworkTestPostgres ??= { server: startTemporary(), users: 0 });
  current.users += 1;
  project.provide('postgresUrl', (await current.server).adminUrl);
}

export async function teardown(): Promise<void> {
  const current = globalThis.groundworkTestPostgres;
  if (!current) return;
  current.users -= 1;
  if (current.users > 0) return;
  globalThis.groundworkTestPostgres = undefined;
  await (await current.server).stop();
}

async function startTemporary(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-test-'));
  await chmod(folder, 0o755);
  return startPostgres({
    dataDir: join(folder, 'postgres'),
    password: 'test',
    logFile: join(folder, 'postgres.log'),
    removeAfterwards: folder,
    // A test's database may be lost at any moment, so nothing waits for a disk.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
}
