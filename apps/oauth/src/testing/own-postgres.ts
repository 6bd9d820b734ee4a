import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabases, startPostgres } from '@groundwork/db/embedded';

/** A PostgreSQL of the test's own, so that it can go down without taking other tests along. */
export interface OwnPostgres {
  /** Of an empty database. */
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function createOwnPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-fire-'));
  // PostgreSQL runs as another user where the test is root.
  await chmod(folder, 0o755);
  const launch = () =>
    startPostgres({
      dataDir: join(folder, 'postgres'),
      password: 'test',
      logFile: join(folder, 'postgres.log'),
      settings: { fsync: 'off', full_page_writes: 'off' },
    });
  let server = await launch();
  const password = randomBytes(12).toString('hex');
  const [url = ''] = await ensureDatabases(server.adminUrl, [{ database: 'oauth', role: 'oauth', password }]);
  return {
    url,
    stop: () => server.stop(),
    async start() {
      server = await launch();
    },
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
