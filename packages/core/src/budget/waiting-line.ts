import { setImmediate as nextTurn } from 'node:timers/promises';

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Asks for that many turns, and answers how many were given; while there are none it may wait, until `deserted` aborts. */
export type AskForTurns = (wanted: number, deserted: AbortSignal) => Promise<number>;

/** Callers stand in line, and one of them asks for all. Turns go to whoever has waited longest and is still there. */
export function createWaitingLine(ask: AskForTurns): (signal?: AbortSignal) => Promise<void> {
  const line = new Set<Waiter>();
  let isServed = false;
  let deserted = new AbortController();

  async function serve() {
    isServed = true;
    while (line.size > 0) {
      // Whoever comes in the same turn is asked for together.
      await nextTurn();
      try {
        const turns = await ask(line.size, deserted.signal);
        for (const waiter of [...line].slice(0, turns)) {
          line.delete(waiter);
          waiter.resolve();
        }
      } catch (error) {
        for (const waiter of line) waiter.reject(error);
        line.clear();
      }
    }
    isServed = false;
  }

  return (signal) => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { resolve, reject };
    line.add(waiter);
    const leave = () => {
      line.delete(waiter);
      reject(signal?.reason);
      if (line.size > 0) return;
      deserted.abort();
      deserted = new AbortController();
    };
    signal?.addEventListener('abort', leave, { once: true });
    if (!isServed) void serve();
    return promise.finally(() => signal?.removeEventListener('abort', leave));
  };
}
