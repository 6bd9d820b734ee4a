import pg from 'pg';
import { expect, vi } from 'vitest';

/** Stands in the way of a replica's statement, so that the replica can be stopped exactly there. */
export interface DatabaseHold {
  /** Resolves when the lock is ours; another may stand before us. */
  held: Promise<void>;
  /** Resolves when a service waits for a lock with such a statement. */
  untilWaitedFor(statement: RegExp): Promise<void>;
  /** Ends the connections that wait: their statements are never done, as if the power had gone there too. */
  endWaiting(): Promise<void>;
  release(): Promise<void>;
}

/** `lock` is one statement that locks; it is kept until released. */
export async function holdDatabase(url: string, lock: string): Promise<DatabaseHold> {
  const connect = async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'groundwork-test' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const [holder, watcher] = [await connect(), await connect()];
  await holder.query('begin');
  const held = holder.query(lock).then(() => undefined);
  const waiting = async () => (await watcher.query<{ pid: number; query: string }>(waitingServices)).rows;
  return {
    held,
    untilWaitedFor: (statement) =>
      vi.waitFor(
        async () =>
          expect(await waiting()).toContainEqual(expect.objectContaining({ query: expect.stringMatching(statement) })),
        { timeout: 60_000, interval: 20 },
      ),
    async endWaiting() {
      for (const { pid } of await waiting()) await watcher.query('select pg_terminate_backend($1, 5000)', [pid]);
    },
    async release() {
      await holder.query('rollback');
      await Promise.all([holder.end(), watcher.end()]);
    },
  };
}

const waitingServices = `select pid, query from pg_stat_activity
  where datname = current_database() and application_name = 'groundwork-oauth' and wait_event_type = 'Lock'`;
