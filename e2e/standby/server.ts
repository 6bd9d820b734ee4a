import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { connectDatabase } from '../../apps/oauth/src/db/connect.ts';
import type { Binaries } from '../../packages/db/src/embedded/binaries.ts';
import type { Place } from '../../packages/db/src/embedded/place.ts';
import { freePort } from '@groundwork/db/embedded';

/** A PostgreSQL server that nobody starts again: what becomes of it is the test's doing. */
export interface Server {
  place: Place;
  port: number;
  /** As the superuser. */
  ask<Row>(statement: string): Promise<Row[]>;
  /** As by a power cut: the server and all its processes. */
  kill(): Promise<void>;
  /** As a machine that stands still. */
  freeze(): void;
  thaw(): void;
}

export const superuserPassword = 'test';

export async function startServer(binaries: Binaries, place: Place): Promise<Server> {
  const port = await freePort();
  const logFile = await open(`${place.folder}.log`, 'a');
  const settings = { ...basics, port: String(port) };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(binaries.postgres, ['-D', place.folder, ...options], {
    ...place.user,
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  await logFile.close();
  const exited = once(server, 'exit');
  const signal = (name: NodeJS.Signals) => {
    if (server.pid !== undefined && server.exitCode === null && server.signalCode === null)
      process.kill(-server.pid, name);
  };
  const ask = <Row>(statement: string) => askAt<Row>(port, statement);
  for (let tries = 0; !(await ask('select 1').catch(() => null)); tries++) {
    if (tries > 600 || server.exitCode !== null) throw new Error(`PostgreSQL does not start, see ${place.folder}.log`);
    await sleep(50);
  }
  return {
    place,
    port,
    ask,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async kill() {
      signal('SIGKILL');
      await exited;
    },
  };
}

/** A server that is killed loses nothing it gave to the operating system. */
const basics = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: '60' };

export const urlAt = (port: number, user = 'postgres', database = 'postgres'): string =>
  `postgres://${user}:${superuserPassword}@127.0.0.1:${port}/${database}`;

async function askAt<Row>(port: number, statement: string): Promise<Row[]> {
  const db = connectDatabase(urlAt(port), () => undefined);
  try {
    return (await sql.raw<Row>(statement).execute(db)).rows;
  } finally {
    await db.destroy();
  }
}
