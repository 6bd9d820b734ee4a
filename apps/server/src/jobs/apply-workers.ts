import { abandonJob, applyQueue, type ApplyMessage, runJob } from '@groundwork/core';
import type { JobWithMetadata } from 'pg-boss';
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

  const run = async (job: JobWithMetadata<ApplyMessage>): Promise<void> => {
    const { jobId } = job.data;
    const end = metrics.jobs.startTimer();
    try {
      await runJob(core, jobId, stop);
      const seconds = end({ outcome: 'ended' });
      log.info({ jobId, attempt: job.retryCount, ms: Math.round(seconds * 1000) }, 'job ended');
    } catch (error) {
      end({ outcome: 'interrupted' });
      if (stop.aborted) throw error;
      log.warn({ err: error, jobId, attempt: job.retryCount }, 'a run was interrupted');
      if (job.retryCount < job.retryLimit) throw error;
      await abandonJob(core, jobId, stop);
    }
  };

  for (let index = 0; index < workers; index++) {
    const worker = { id: '' };
    worker.id = await boss.work<
      ApplyMessage,
      void,
      {
        includeMetadata: true;
        pollingIntervalSeconds: number;
        notifyPollingIntervalSeconds: number;
        heartbeatRefreshSeconds: number;
      }
    >(
      applyQueue,
      {
        includeMetadata: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 1,
        heartbeatRefreshSeconds: 3,
      },
      async ([job]) => {
        try {
          if (job) await run(job);
        } finally {
          // Fetch again at once: without it the worker sleeps out its interval while jobs wait.
          boss.notifyWorker(worker.id);
        }
      },
    );
  }
}
