import {
  abandonJob,
  type ApplyMessage,
  applyQueue,
  givenUpQueue,
  type JobWorker,
  runJob,
  type Taken,
  workOnJobs,
} from '@groundwork/core';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import { take } from './take.ts';

/**
 * Jobs of different locations that one process runs side by side. They mostly wait for GHL and for their rate budgets. Of these a
 * rollout alone may have three quarters: a hundred accounts at once.
 */
const slots = 160;

/** Takes jobs from the queue. `run` may be called twice for one job: what that means is `runJob`'s business. */
export async function startApplyWorkers(
  parts: Parts,
  options: { databaseUrl: string; log: Logger; stop: AbortSignal; onEnd: () => void },
): Promise<JobWorker> {
  const { boss, core, metrics } = parts;
  const { databaseUrl, log, stop, onEnd } = options;

  const run = async (job: Taken): Promise<void> => {
    const { jobId } = job.data;
    metrics.queues.taken(applyQueue, job);
    const end = metrics.jobs.startTimer();
    try {
      await runJob(core, jobId, stop);
      onEnd();
      const seconds = end({ outcome: 'ended' });
      log.info({ jobId, attempt: job.retryCount, ms: Math.round(seconds * 1000) }, 'job ended');
    } catch (error) {
      end({ outcome: 'interrupted' });
      if (!stop.aborted) log.warn({ err: error, jobId, attempt: job.retryCount }, 'a run was interrupted');
      throw error;
    }
  };
  const onError = (error: unknown) => log.error({ err: error }, 'job queue');

  // The queue hands a job here when its last run has broken off, however that happened.
  await take<ApplyMessage>(parts, givenUpQueue, async (job) => {
    await abandonJob(core, job.data, stop);
    onEnd();
    metrics.givenUp.inc();
    log.error({ jobId: job.data.jobId }, 'a job was given up');
  });
  return workOnJobs({ db: core.db, boss, databaseUrl }, { slots, run, onError, stop });
}
