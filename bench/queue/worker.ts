import { setTimeout as sleep } from 'node:timers/promises';
import { runJob } from '../../packages/core/src/jobs/run-job.ts';
import { createBoss } from '../../packages/core/src/queue.ts';
import { workOnJobs } from '../../packages/core/src/work-on-jobs.ts';
import { createCore } from './agency.ts';
import { instantGhl } from './instant-ghl.ts';
import type { Told } from './start-worker.ts';
import { workRaw } from './raw-queue.ts';

/** A worker as the product runs it, in a process of its own, which tells of every write and of every end. */
const databaseUrl = process.env.DATABASE_URL ?? '';
const tell = (told: Told) => void process.send?.(told);

/** Accounts named busy do one write after another, as under a rate limit. */
const writeMs = 100;
const turns = new Map<string, Promise<void>>();
const ghl = instantGhl((locationId, name) => {
  tell({ type: 'step', locationId, name });
  if (!locationId.startsWith('busy')) return;
  const turn = (turns.get(locationId) ?? Promise.resolve()).then(() => sleep(writeMs));
  turns.set(locationId, turn);
  return turn;
});

const boss = createBoss(databaseUrl, 'worker');
boss.on('error', (error) => console.error(error));
await boss.start();
const core = createCore(databaseUrl, boss, ghl);
const stop = new AbortController();
const run = async (job: { data: { jobId: string } }) => {
  await runJob(core, job.data.jobId, stop.signal);
  tell({ type: 'ended', jobId: job.data.jobId });
};
const onError = (error: unknown) => console.error(error);
await workOnJobs({ db: core.db, boss, databaseUrl }, { slots: 128, run, onError, stop: stop.signal });
for (const queue of ['raw', 'raw-in-order'])
  await workRaw(boss, queue, { workers: 4, handle: ({ n }) => tell({ type: 'raw', queue, n }) });
process.once('disconnect', () => process.exit(0));
tell({ type: 'ready' });
