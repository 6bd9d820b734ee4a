import { checkAccount, driftCheckQueue, driftScheduleQueue, type DriftMessage, scheduleChecks } from '@groundwork/core';
import { AppError } from '@groundwork/shared';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import { take } from './take.ts';

/** Several checks side by side: each waits for GHL most of its time. */
const checksAtOnce = 8;

export async function startDriftWorkers(
  parts: Parts,
  { log, stop }: { log: Logger; stop: AbortSignal },
): Promise<void> {
  const { core } = parts;
  await take(parts, driftScheduleQueue, () =>
    scheduleChecks(core).catch((error: unknown) => {
      log.error({ err: error }, 'nobody looked for accounts that are due to be checked; the next minute looks again');
      throw error;
    }),
  );
  for (let worker = 0; worker < checksAtOnce; worker++)
    await take<DriftMessage>(parts, driftCheckQueue, ({ data }) => check(data), { heartbeatRefreshSeconds: 5 });

  async function check(message: DriftMessage): Promise<void> {
    const { locationId, kinds } = message;
    try {
      await checkAccount(core, message, stop);
      log.debug({ locationId, kinds }, 'drift checked');
    } catch (error) {
      if (error instanceof AppError && error.code === 'CONFLICT')
        log.debug({ locationId, kinds, why: error.message }, 'a check was put off');
      else if (!stop.aborted) log.warn({ err: error, locationId, kinds }, 'a check broke off; it is tried again');
      throw error;
    }
  }
}
