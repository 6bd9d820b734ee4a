import { abandonJob, applyQueue, type ApplyMessage, givenUpQueue, runJob } from '@groundwork/core';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import type { Metrics } from '../metrics.ts';
import { type Handler, take } from './take.ts';

/** Jobs of different locations that one process runs side by side. */
const workers = 8;

/** Takes jobs from the queue. Each handler may run twice for one job: what that means is `runJob`'s business. */
export async function startApplyWorkers(
  { boss, core }: Parts,
  options: { log: Logger; metrics: Metrics; stop: AbortSignal },
): Promise<void> {
  const { log, metrics, stop } = options;

  const run: Handler<ApplyMessage> = async (job) => {
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

  for (let index = 0; index < workers; index++) await take(boss, applyQueue, run, { heartbeatRefreshSeconds: 3 });
  // The queue hands a job here when its last run has broken off, however that happened.
  await take<ApplyMessage>(boss, givenUpQueue, async (job) => {
    await abandonJob(core, job.data, stop);
    metrics.givenUp.inc();
    log.error({ jobId: job.data.jobId }, 'a job was given up');
  });
}
