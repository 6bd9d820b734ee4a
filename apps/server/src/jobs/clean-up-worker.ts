import { cleanUp, cleanUpFailedQueue, cleanUpQueue, cleanUpRules } from '@groundwork/core';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import { take } from './take.ts';

/** Old rows go when the queue's schedule says so: to one worker of all, once a day. */
export async function startCleanUpWorker(
  parts: Parts,
  { log, stop }: { log: Logger; stop: AbortSignal },
): Promise<void> {
  const { core, metrics } = parts;
  // Told from the start: Prometheus sees a rise only above something that was there before.
  for (const { what } of cleanUpRules) metrics.cleanedUp.inc({ what }, 0);
  await take(
    parts,
    cleanUpQueue,
    async () => {
      const removed = await cleanUp(core, stop).catch((error: unknown) => {
        if (!stop.aborted) log.warn({ err: error }, 'a clean-up broke off; it is tried again');
        throw error;
      });
      for (const [what, rows] of Object.entries(removed)) metrics.cleanedUp.inc({ what }, rows);
    },
    { heartbeatRefreshSeconds: 10 },
  );
  await take(parts, cleanUpFailedQueue, async () => {
    log.error({}, 'a clean-up failed every time it was tried; the next one goes on where it stopped');
  });
}
