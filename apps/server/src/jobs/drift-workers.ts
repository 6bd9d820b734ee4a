import { checkAccount, driftCheckQueue, driftScheduleQueue, type DriftMessage, scheduleChecks } from '@groundwork/core';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import { take } from './take.ts';

/** Several checks side by side: each waits for GHL most of its time. */
const checksAtOnce = 8;

export async function startDriftWorkers(
  { core, boss }: Parts,
  { log, stop }: { log: Logger; stop: AbortSignal },
): Promise<void> {
  await take(boss, driftScheduleQueue, () => scheduleChecks(core));
  for (let worker = 0; worker < checksAtOnce; worker++)
    await take<DriftMessage>(
      boss,
      driftCheckQueue,
      async ({ data }) => {
        await checkAccount(core, data, stop);
        log.debug({ locationId: data.locationId }, 'drift checked');
      },
      { heartbeatRefreshSeconds: 5 },
    );
}
