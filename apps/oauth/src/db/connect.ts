import { Socket, connect } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { OAuthDatabase } from './schema.ts';

export type Database = Kysely<OAuthDatabase>;

export interface ConnectOptions {
  /** A query that is not answered for so long may be on a machine that is gone: whether it is there is looked up. */
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
    ...(silenceMs === undefined ? {} : { stream: () => watchedSocket(silenceMs) }),
  });
  // A connection that breaks in use fails its query as well; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', onIdleError);
  return new Kysely<OAuthDatabase>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Linux repeats for a quarter of an hour what a machine that lost its power does not answer. One that still takes
 * connections is waited for: a commit may be waiting for its standby, and to give it up would not end it.
 */
export function watchedSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    const { remoteAddress, remotePort } = socket;
    if (remoteAddress === undefined || remotePort === undefined) return;
    const probe = connect({ host: remoteAddress, port: remotePort, timeout: 3_000 });
    const giveUp = () => {
      probe.destroy();
      socket.destroy(new Error('The machine of PostgreSQL does not answer any more. The connection is given up.'));
    };
    probe.once('error', giveUp).once('timeout', giveUp);
    probe.once('connect', () => {
      probe.destroy();
      socket.setTimeout(silenceMs);
    });
  });
  return socket;
}
