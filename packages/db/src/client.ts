import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { prepareRepeated } from './prepare-repeated.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

const int8 = 20;

/** A pool of connections. Big integers come as numbers: none of ours leaves the safe range. */
export function connect(databaseUrl: string, options: { maxConnections?: number; applicationName?: string } = {}): Db {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? 'groundwork',
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  });
  // A connection that breaks is replaced by the pool, and whoever uses it hears of it from the query; without a listener it
  // would end the process, idle or not.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    prepareRepeated(client);
  });
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
