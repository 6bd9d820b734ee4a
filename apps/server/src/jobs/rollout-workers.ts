import { advanceRollouts, planTarget, type RolloutPlanMessage, rolloutPlanQueue } from '@groundwork/core';
import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Parts } from '../context.ts';
import { take } from './take.ts';

/** Several plans side by side: each waits for GHL most of its time. */
const plansAtOnce = 8;
/** Whatever became of rollouts elsewhere is noticed within this time. */
const lookEveryMs = 1_000;
/** Of many ends of jobs and plans a few looks are made. */
const restMs = 100;

export interface RolloutWorkers {
  /** To be called when something has ended that a rollout may wait for. */
  lookSoon(): void;
  /** Resolves when no look is under way any more. */
  stop(): Promise<void>;
}

/** Plans targets of rollouts, and brings the rollouts that run a step on. */
export async function startRolloutWorkers(
  parts: Pick<Parts, 'core' | 'boss' | 'metrics'>,
  { log, stop }: { log: Logger; stop: AbortSignal },
): Promise<RolloutWorkers> {
  const { core } = parts;
  let isWanted = false;
  let underWay: Promise<void> | null = null;
  const look = async () => {
    while (isWanted && !stop.aborted) {
      isWanted = false;
      await advanceRollouts(core, stop).catch((error: unknown) => {
        if (!stop.aborted) log.error({ err: error }, 'rollouts were not brought on');
      });
      await sleep(restMs, undefined, { signal: stop }).catch(() => {});
    }
    underWay = null;
  };
  const lookSoon = () => {
    isWanted = true;
    underWay ??= look();
  };

  for (let worker = 0; worker < plansAtOnce; worker++)
    await take<RolloutPlanMessage>(
      parts,
      rolloutPlanQueue,
      async ({ data, retryCount, retryLimit }) => {
        await planTarget(core, data, { signal: stop, isLastTry: retryCount >= retryLimit });
        lookSoon();
      },
      { heartbeatRefreshSeconds: 5 },
    );
  const timer = setInterval(lookSoon, lookEveryMs);
  return {
    lookSoon,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
