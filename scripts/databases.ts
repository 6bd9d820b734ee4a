import { join } from 'node:path';
import { ensureDatabases, startPostgres } from '@groundwork/db/embedded';
import type { DatabaseSpec, PostgresOptions } from '@groundwork/db/embedded';
import type { Variables } from './environment.ts';
import type { Secrets } from './secrets.ts';

export type Databases = { databaseUrl: string; oauthDatabaseUrl: string; stop(): Promise<void> };

type Options = Pick<PostgresOptions, 'settings' | 'removeAfterwards'> & {
  dataDir: string;
  secrets: Secrets;
  source: Variables;
  log: (line: string) => void;
};

/** The two databases: those the environment names, and an embedded PostgreSQL for what it does not. */
export async function openDatabases(options: Options): Promise<Databases> {
  const { DATABASE_URL, OAUTH_DATABASE_URL } = options.source;
  if (DATABASE_URL && OAUTH_DATABASE_URL)
    return { databaseUrl: DATABASE_URL, oauthDatabaseUrl: OAUTH_DATABASE_URL, stop: () => Promise.resolve() };

  const { secrets } = options;
  const { settings, removeAfterwards } = options;
  const server = await startPostgres({
    dataDir: join(options.dataDir, 'postgres'),
    password: secrets.postgresPassword,
    logFile: join(options.dataDir, 'logs', 'postgres.log'),
    log: options.log,
    ...(settings && { settings }),
    ...(removeAfterwards && { removeAfterwards }),
  });
  const specs: DatabaseSpec[] = [
    { database: 'groundwork', role: 'groundwork_api', password: secrets.apiDatabasePassword },
    { database: 'groundwork_oauth', role: 'groundwork_oauth', password: secrets.oauthDatabasePassword },
  ];
  try {
    const [databaseUrl = '', oauthDatabaseUrl = ''] = await ensureDatabases(server.adminUrl, specs);
    return {
      databaseUrl: DATABASE_URL || databaseUrl,
      oauthDatabaseUrl: OAUTH_DATABASE_URL || oauthDatabaseUrl,
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
