import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { stopLeftover } from './leftover.ts';
import { choosePlace, type Place } from './place.ts';
import { choosePort } from './port.ts';

export type PostgresOptions = {
  dataDir: string;
  /** Without one: a free port, chosen once and remembered in the data folder. */
  port?: number;
  /** Of the superuser `postgres`. */
  password: string;
  /** What the server prints goes to this file. */
  logFile: string;
  /** Short lines for a person. */
  log?: (line: string) => void;
  settings?: Record<string, string>;
  /** Removes this folder once the server has ended, even when we were killed (tests). */
  removeAfterwards?: string;
};

export type Postgres = { adminUrl: string; port: number; stop(): Promise<void> };

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, and again whenever it ends by itself. It ends with `stop()`, or two seconds
 * after this process was killed.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const log = options.log ?? (() => {});
  const place = await choosePlace(options.dataDir, log);
  const binaries = await findBinaries(place.user !== undefined, log);
  await stopLeftover(place.folder);
  await ensureCluster(binaries, place, options.password);
  const port = options.port ?? (await choosePort(place.folder));
  if (options.removeAfterwards && place.user) await chown(options.removeAfterwards, place.user.uid, place.user.gid);
  const adminUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
  const settings = { ...defaults, ...options.settings, port: String(port) };

  const launch = async (): Promise<ChildProcess> => {
    const guard = await spawnGuard({ binaries, place, settings }, options);
    await waitUntilReady(guard, adminUrl, options.logFile).catch(async (error: unknown) => {
      await stopGuard(guard);
      throw error;
    });
    return guard;
  };
  let isWanted = true;
  let present = launch();
  const keep = (guard: ChildProcess) =>
    guard.once('exit', () => {
      if (!isWanted) return;
      log('PostgreSQL ended by itself; starting it again');
      present = relaunch(launch, () => isWanted);
      present.then(keep, (error: unknown) => log(`PostgreSQL stays down: ${String(error)}`));
    });
  keep(await present);
  return {
    adminUrl,
    port,
    async stop() {
      isWanted = false;
      await present.then(stopGuard, () => {});
    },
  };
}

/** After a crash its orphans hold the shared memory for a moment, and a start is refused until they are gone. */
async function relaunch(launch: () => Promise<ChildProcess>, isWanted: () => boolean): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch();
    } catch (error) {
      if (attempt === relaunches || !isWanted()) throw error;
      await sleep(250 * attempt);
    }
  }
}

const relaunches = 10;

type Launch = { binaries: Binaries; place: Place; settings: Record<string, string> };

async function spawnGuard({ binaries, place, settings }: Launch, options: PostgresOptions): Promise<ChildProcess> {
  const logFile = await openLog(options.logFile);
  const guard = spawn(
    '/bin/sh',
    [
      '-c',
      guardScript,
      'groundwork-postgres',
      options.removeAfterwards ?? '',
      binaries.postgres,
      '-D',
      place.folder,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...place.user,
      // Its own session: Ctrl-C in a terminal must not reach it before those who use it have ended.
      detached: true,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', logFile.fd, logFile.fd],
    },
  );
  guard.stdin?.on('error', () => {});
  await logFile.close();
  return guard;
}

const defaults = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' };

/**
 * Holds the server and reads our pipe: a line means "stop", its end means that we were killed. Then those who use the
 * server end too, so they get two seconds before it does. `read` needs fd 3: a background job's stdin is /dev/null.
 * A server that crashed leaves its folder, for the next start.
 */
const guardScript = `
remove=$1; shift
exec 3<&0 0</dev/null
"$@" 3<&- &
server=$!
{ read -r line <&3 || sleep 2; kill -INT $server 2>/dev/null; } &
watch=$!
wait $server; code=$?
kill $watch 2>/dev/null
if [ $code = 0 ] && [ -n "$remove" ]; then rm -rf -- "$remove"; fi
exit $code`;

async function waitUntilReady(guard: ChildProcess, adminUrl: string, logFile: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 20) {
    if (guard.exitCode !== null || guard.signalCode !== null)
      throw new Error(`PostgreSQL did not start: ${await lastComplaint(logFile)} (log: ${logFile})`);
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    const failure = await client.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    await client.end().catch(() => {});
    if (failure === undefined) return;
    if (failure instanceof Error && 'code' in failure && failure.code === '28P01')
      throw new Error(
        'The database refuses the password in secrets.json: that file belongs to other data. Bring back the right one.',
      );
    await sleep(20);
  }
  throw new Error(`PostgreSQL did not answer within 30 s (log: ${logFile})`);
}

/** The log of the run before is kept as `.1`, so that a complaint found here is of this run. */
async function openLog(file: string): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true });
  await rename(file, `${file}.1`).catch(() => {});
  return open(file, 'a');
}

async function lastComplaint(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  return (lines.findLast((line) => /FATAL|PANIC|ERROR|error while/.test(line)) ?? lines.at(-1) ?? '').trim();
}

async function stopGuard(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null || guard.pid === undefined) return;
  const ended = once(guard, 'exit');
  guard.stdin?.end('stop\n');
  const inTime = await Promise.race([ended.then(() => true), sleep(15_000, false, { ref: false })]);
  if (inTime) return;
  process.kill(-guard.pid, 'SIGKILL');
  await ended;
}
