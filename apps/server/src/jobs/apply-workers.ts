import { abandonJob, applyQueue, type ApplyMessage, givenUpQueue, runJob } from '@groundwork/core';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import type { Metrics } from '../metrics.ts';

/** Jobs of different locations that one process runs side by side. */
const workers = 8;

/** Takes jobs from the queue. Each handler may run twice for one job: what that means is `runJob`'s business. */
export async function startApplyWorkers(
  { boss, core }: Parts,
  options: { log: Logger; metrics: Metrics; stop: AbortSignal },
): Promise<void> {
  const { log, metrics, stop } = options;

  const run: Handler = async (job) => {
    const { jobId } = job.data;
    const end = metrics.jobs.startTimer();
    try {
      await runJob(core, jobId, stop);
      const seconds = end({ outcome: 'ended' });
      log.info({ jobId, attempt: job.retryCount, ms: Math.round(seconds * 1000) }, 'job ended');
    } catch (error) {
      end({ outcome: 'interrupted' });
      if (!stop.aborted) log.warn({ err: error, jobId, attempt: job.retryCount }, 'a run was interrupted');
      throw error;
    }
  };

  for (let index = 0; index < workers; index++) await take(boss, applyQueue, run);
  // The queue hands a job here when its last run has broken off, however that happened.
  await take(boss, givenUpQueue, async (job) => {
    await abandonJob(core, job.data.jobId, stop);
    log.error({ jobId: job.data.jobId }, 'a job was given up');
  });
}

type Handler = (job: JobWithMetadata<ApplyMessage>) => Promise<void>;

const polling = { includeMetadata: true, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 } as const;

async function take(boss: PgBoss, queue: string, handle: Handler): Promise<void> {
  const worker = { id: '' };
  const options = queue === applyQueue ? { ...polling, heartbeatRefreshSeconds: 3 } : polling;
  worker.id = await boss.work<ApplyMessage, void, typeof polling>(queue, options, async ([job]) => {
    try {
      if (job) await handle(job);
    } finally {
      // Fetch again at once: without it the worker sleeps out its interval while jobs wait.
      boss.notifyWorker(worker.id);
    }
  });
}
