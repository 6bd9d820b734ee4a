import { type Db, listen } from '@groundwork/db';
import type { PgBoss } from 'pg-boss';
import { setTimeout as sleep } from 'node:timers/promises';
import { fairShare } from './fair-share.ts';
import { applyChannel, applyQueue } from './queue.ts';
import { abandoned, handBack, type Taken, takeTurns } from './take-turns.ts';

/** Only a safety net: a notification wakes a worker, and so does the end of each job. */
const lookEveryMs = 1_000;
const heartbeatEveryMs = 1_500;
const maxPauseMs = 15_000;

export interface JobWorker {
  /** Takes nothing more. Resolves when what runs has ended, so tell that to stop first. */
  stop(): Promise<void>;
}

/**
 * Takes jobs from the queue as soon as it is their turn and runs up to `slots` of them side by side. `run` may get a job that
 * somebody else runs, or has run, already. One it throws for is handed on after a pause, and given up after twenty.
 */
export async function workOnJobs(
  parts: { db: Db; boss: PgBoss; databaseUrl: string },
  options: {
    slots: number;
    run: (job: Taken) => Promise<void>;
    onError: (error: unknown) => void;
    /** Aborts when the process is to end: nothing pauses any more. */
    stop: AbortSignal;
  },
): Promise<JobWorker> {
  const { db, boss } = parts;
  const { slots, run, onError, stop } = options;
  const held = new Map<string, { job: Taken; ended: Promise<void> }>();
  let isStopped = false;
  let isWoken = false;
  let taking: Promise<void> | null = null;

  const wake = () => {
    isWoken = true;
    taking ??= takeWhileWoken();
  };
  const takeWhileWoken = async () => {
    while (isWoken && !isStopped) {
      isWoken = false;
      await take().catch(onError);
    }
    taking = null;
  };
  /** The very first alone, so that it need not wait for the others; if it is not the only one, as many of its priority as may be. */
  const take = async () => {
    while (await takeSome()) {
      const second = await takeSome();
      if (!second) return;
      await takeSome(second.priority);
    }
  };
  const takeSome = async (priority?: number): Promise<Taken | undefined> => {
    const ask = isStopped || stop.aborted ? null : fairShare(slots, heldByTier());
    if (!ask) return undefined;
    const jobs = await takeTurns(parts, ask, priority);
    for (const job of jobs) held.set(job.id, { job, ended: work(job) });
    return jobs[0];
  };
  const heldByTier = () => {
    const counts = new Map<string, number>();
    for (const { job } of held.values()) {
      const tier = job.groupTier ?? '';
      counts.set(tier, (counts.get(tier) ?? 0) + 1);
    }
    return counts;
  };

  const work = async (job: Taken): Promise<void> => {
    try {
      await settle(job).catch(onError);
    } finally {
      held.delete(job.id);
      wake();
    }
  };
  const settle = async (job: Taken): Promise<void> => {
    try {
      // It may have been taken in the very moment in which the process was told to end.
      stop.throwIfAborted();
      await run(job);
    } catch (error) {
      // Held meanwhile, so that the location stays this job's.
      await sleep(pauseMs(job), undefined, { signal: stop }).catch(() => {});
      return handBack(parts, [job], error instanceof Error ? error.message : String(error));
    }
    await boss.complete(applyQueue, job);
  };

  const beat = async () => {
    const jobs = [...held.values()].map(({ job: { id, retryCount } }) => ({ id, retryCount }));
    if (jobs.length > 0) await boss.touch(applyQueue, jobs);
  };
  const look = async () => {
    const jobs = await abandoned(db);
    if (jobs.length > 0) await handBack(parts, jobs, 'The worker is gone.');
    wake();
  };

  const listener = await listen(parts.databaseUrl, applyChannel, { notification: wake, connect: wake, error: onError });
  const timers = [every(heartbeatEveryMs, beat, onError), every(lookEveryMs, look, onError)];
  return {
    async stop() {
      isStopped = true;
      await listener.stop();
      await taking;
      await Promise.all([...held.values()].map(({ ended }) => ended));
      for (const timer of timers) clearInterval(timer);
    },
  };
}

const pauseMs = ({ retryCount }: Taken): number => Math.min(1_000 * 2 ** retryCount, maxPauseMs);

/** Never twice at once, however slow the database is. */
function every(ms: number, task: () => Promise<void>, onError: (error: unknown) => void): NodeJS.Timeout {
  let isBusy = false;
  return setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    task()
      .catch(onError)
      .finally(() => (isBusy = false));
  }, ms);
}
