import type { RolloutState, RolloutView } from '@groundwork/shared/views';
import { type Caller, patient } from './caller.ts';
import { sleep } from './sleep.ts';
import { within } from './within.ts';

export interface WaitForRolloutOptions {
  signal?: AbortSignal | undefined;
  /** For the whole wait: it then rejects with `TIMED_OUT`, and the rollout goes on. Without end unless told. */
  timeoutMs?: number | undefined;
  /** How often it is looked at. Every 2 seconds unless told. */
  intervalMs?: number | undefined;
  /** Told each view that was read. */
  onChange?: ((rollout: RolloutView) => void) | undefined;
}

/** Resolves when the rollout has ended, or goes on only after a person has decided: planned, paused or halted. Look at `state`. */
export function waitForRollout(
  { trpc, read }: Caller,
  id: string,
  { intervalMs = 2_000, onChange, ...limit }: WaitForRolloutOptions = {},
): Promise<RolloutView> {
  return within(limit, 'rollout', async (signal) => {
    let maxRetries: number | undefined;
    for (;;) {
      const rollout = await read((sent) => trpc.rollouts.get.query({ id }, sent), { signal, maxRetries });
      maxRetries = patient;
      onChange?.(rollout);
      if (!isMoving(rollout.state)) return rollout;
      await sleep(intervalMs, signal);
    }
  });
}

/** It goes on by itself. */
export function isMoving(state: RolloutState): boolean {
  switch (state) {
    case 'PLANNING':
    case 'RUNNING':
      return true;
    case 'PLANNED':
    case 'PAUSED':
    case 'HALTED':
    case 'SUCCESS':
    case 'FAILED':
    case 'CANCELLED':
      return false;
  }
}
