import { cleanUp, cleanUpFailedQueue, cleanUpQueue, cleanUpRules } from '@groundwork/core';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import type { Metrics } from '../metrics.ts';
import { take } from './take.ts';

/** Old rows go when the queue's schedule says so: to one worker of all, once a day. */
export async function startCleanUpWorker(
  { boss, core }: Parts,
  { log, metrics, stop }: { log: Logger; metrics: Metrics; stop: AbortSignal },
): Promise<void> {
  // Told from the start: Prometheus sees a rise only above something that was there before.
  for (const { what } of cleanUpRules) metrics.cleanedUp.inc({ what }, 0);
  await take(
    boss,
    cleanUpQueue,
    async () => {
      const removed = await cleanUp(core, stop);
      for (const [what, rows] of Object.entries(removed)) metrics.cleanedUp.inc({ what }, rows);
    },
    { heartbeatRefreshSeconds: 10 },
  );
  await take(boss, cleanUpFailedQueue, async () => {
    log.error({}, 'a clean-up failed every time it was tried; the next one goes on where it stopped');
  });
}
