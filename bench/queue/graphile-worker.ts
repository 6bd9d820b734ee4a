import { Logger, makeWorkerUtils, runTaskList } from 'graphile-worker';
import type { WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import pg from 'pg';

/** graphile-worker with a task that does nothing: so many jobs added at once, then taken by so many workers. In jobs a second. */
export async function openGraphileWorker(databaseUrl: string): Promise<{
  throughput(jobs: number, concurrency: number): Promise<number>;
  close(): Promise<void>;
}> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 24 });
  pool.on('error', (error) => console.error(error));
  // It warns where clients have no handler of their own.
  pool.on('connect', (client) => client.on('error', (error) => console.error(error)));
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  await utils.migrate();
  return {
    async throughput(jobs, concurrency) {
      await utils.addJobs(Array.from({ length: jobs }, (_, n) => ({ identifier: 'nothing', payload: { n } })));
      await pool.query('analyze graphile_worker._private_jobs');
      const all = Promise.withResolvers<void>();
      let left = jobs;
      const startedAt = performance.now();
      const events: WorkerEvents = new EventEmitter();
      events.on('job:complete', () => {
        left -= 1;
        if (left === 0) all.resolve();
      });
      const options = { concurrency, pollInterval: 500, noHandleSignals: true, logger, pgPool: pool, events };
      const workers = runTaskList(options, tasks, pool);
      await all.promise;
      const seconds = (performance.now() - startedAt) / 1000;
      await workers.gracefulShutdown();
      return jobs / seconds;
    },
    async close() {
      await utils.release();
      await pool.end();
    },
  };
}

const tasks = { nothing: () => {} };
