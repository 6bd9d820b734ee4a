import { execFile } from 'node:child_process';
import { appendFile, chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, vi } from 'vitest';
import { connectDatabase } from '../../apps/oauth/src/db/connect.ts';
import { findBinaries, type Binaries } from '../../packages/db/src/embedded/binaries.ts';
import { ensureCluster } from '../../packages/db/src/embedded/cluster.ts';
import { choosePlace, type Place } from '../../packages/db/src/embedded/place.ts';
import { startServer, superuserPassword, urlAt, type Server } from './server.ts';

/** Servers of one database, step by step as docs/oauth-service.md says. */
export interface Pair {
  primary: Server;
  standby: Server;
  /** From here on a commit is over once the standby has it too. */
  makeSynchronous(): Promise<void>;
  /** After a failover: the one that took over gets a synchronous standby of its own. */
  replaceStandby(): Promise<Server>;
  /** With what it had received when it ended. */
  restartStandby(): Promise<Server>;
  close(): Promise<void>;
}

const patient = { timeout: 60_000, interval: 50 };

export async function openPair(): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-standby-'));
  await chmod(folder, 0o755);
  const servers: Server[] = [];
  const add = async (start: Promise<Server>) => {
    const server = await start;
    servers.push(server);
    return server;
  };
  const close = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const place = await choosePlace(join(folder, 'first'), () => undefined);
    const binaries = await findBinaries(place.user !== undefined, () => undefined);
    await ensureCluster(binaries, place, superuserPassword);
    const primary = await add(startServer(binaries, place));
    await primary.ask(`create role replicator replication login password '${superuserPassword}'`);
    await primary.ask(`create role groundwork_oauth login password '${superuserPassword}'`);
    await primary.ask('create database groundwork_oauth owner groundwork_oauth');
    const standby = await add(addStandby(binaries, primary, { ...place, folder: join(folder, 'second') }));
    return {
      primary,
      standby,
      makeSynchronous: () => makeSynchronous(primary),
      async replaceStandby() {
        const next = await add(addStandby(binaries, standby, { ...place, folder: join(folder, 'third') }));
        await makeSynchronous(standby);
        return next;
      },
      restartStandby: () => add(startServer(binaries, standby.place)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What pg_basebackup does: a copy made between backup start and stop, and the word that it follows. */
export async function addStandby(binaries: Binaries, primary: Server, place: Place): Promise<Server> {
  await primary.ask(`select pg_create_physical_replication_slot('standby')`);
  await mkdir(place.folder, { mode: 0o700 });
  const label = await copyData(primary, place.folder);
  const follow = `
primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=replicator password=${superuserPassword} application_name=standby'
primary_slot_name = 'standby'
`;
  await appendFile(join(place.folder, 'postgresql.auto.conf'), follow);
  await writeFile(join(place.folder, 'backup_label'), label);
  await writeFile(join(place.folder, 'standby.signal'), '');
  const made = ['.', 'backup_label', 'standby.signal'].map((name) => join(place.folder, name));
  const { user } = place;
  if (user) await Promise.all(made.map((path) => chown(path, user.uid, user.gid)));

  const standby = await startServer(binaries, place);
  await vi.waitFor(async () => expect(await stateOf(primary)).toMatchObject({ state: 'streaming' }), patient);
  return standby;
}

/** Start and stop of a backup belong to one connection. */
async function copyData(primary: Server, folder: string): Promise<string> {
  const copy = `tar -C "$1" ${leftOut.map((path) => `--exclude='${path}'`).join(' ')} -cf - . | tar -C "$2" -xpf -`;
  const db = connectDatabase(urlAt(primary.port), () => undefined);
  try {
    return await db.connection().execute(async (session) => {
      await sql`select pg_backup_start('standby', fast => true)`.execute(session);
      await promisify(execFile)('sh', ['-c', copy, 'copy', primary.place.folder, folder]);
      const { rows } = await sql<{ labelfile: string }>`select labelfile from pg_backup_stop()`.execute(session);
      return rows[0]?.labelfile ?? '';
    });
  } finally {
    await db.destroy();
  }
}

/** The server's own, and what the copy gets by streaming. */
const leftOut = [
  './postmaster.*',
  './pg_wal/*',
  './pg_replslot/*',
  './pg_dynshmem/*',
  './pg_notify/*',
  './pg_serial/*',
  './pg_snapshots/*',
  './pg_stat_tmp/*',
  './pg_subtrans/*',
];

async function makeSynchronous(primary: Server): Promise<void> {
  await primary.ask(`alter system set synchronous_standby_names = 'ANY 1 (standby)'`);
  await primary.ask('select pg_reload_conf()');
  await vi.waitFor(async () => expect(await stateOf(primary)).toMatchObject({ sync_state: 'quorum' }), patient);
}

const stateOf = async (primary: Server) =>
  (await primary.ask<{ state: string; sync_state: string }>('select state, sync_state from pg_stat_replication'))[0];
