import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { OAuthDatabase } from './schema.ts';

export type Database = Kysely<OAuthDatabase>;

/** `onIdleError` hears of a connection the server dropped while it was idle; the pool replaces it by itself. */
export function connectDatabase(url: string, onIdleError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    application_name: 'groundwork-oauth',
  });
  pool.on('error', onIdleError);
  return new Kysely<OAuthDatabase>({ dialect: new PostgresDialect({ pool }) });
}
