import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from '../../scripts/databases.ts';
import { migrateApi } from '../../scripts/migrations.ts';
import { loadSecrets } from '../../scripts/secrets.ts';

/** An empty database of its own, which waits for its disk as a real one does. */
export async function openDatabase(log: (line: string) => void): Promise<{ url: string; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  await chmod(dataDir, 0o755);
  const databases = await openDatabases({ dataDir, secrets: loadSecrets(dataDir), source: {}, log });
  await migrateApi(databases.databaseUrl);
  return {
    url: databases.databaseUrl,
    async close() {
      await databases.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
