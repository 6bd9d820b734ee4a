import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, but no longer than until the job is cancelled. Throws when the run has to break off. */
export async function pause(
  { signal, cancelled }: { signal: AbortSignal; cancelled: AbortSignal },
  delayMs: number,
): Promise<void> {
  const ends = AbortSignal.any([signal, cancelled]);
  if (!ends.aborted) await sleep(delayMs, undefined, { signal: ends }).catch(() => undefined);
  signal.throwIfAborted();
}
