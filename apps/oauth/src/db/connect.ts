import { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { OAuthDatabase } from './schema.ts';

export type Database = Kysely<OAuthDatabase>;

export interface ConnectOptions {
  /** A query that is not answered for so long is on a machine that is gone, and its connection is given up. */
  silenceMs?: number;
}

/** `onIdleError` hears of a connection the server dropped while it was idle; the pool replaces it by itself. */
export function connectDatabase(
  url: string,
  onIdleError: (error: Error) => void,
  { silenceMs }: ConnectOptions = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    application_name: 'groundwork-oauth',
    // A replica that froze in a transaction would keep its locks: the one that takes over waits no longer than a lease.
    idle_in_transaction_session_timeout: 8_000,
    ...(silenceMs === undefined ? {} : { stream: () => impatientSocket(silenceMs) }),
  });
  // A connection that breaks in use fails its query as well; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', onIdleError);
  return new Kysely<OAuthDatabase>({ dialect: new PostgresDialect({ pool }) });
}

/** Linux repeats what a machine that lost its power does not answer for a quarter of an hour. */
function impatientSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(new Error(`PostgreSQL has not answered for ${silenceMs / 1000} s. The connection is given up.`));
  });
  return socket;
}
