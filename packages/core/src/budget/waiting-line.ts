import { type Lane, lanes } from '@groundwork/integrations/ghl';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { PerLane } from './take-from-budget.ts';

export interface Turns {
  granted: PerLane;
  /** Whoever waits in these lanes gets no turn for long, and is told why. */
  refused: Partial<Record<Lane, Error>>;
  /** When to ask again for the first lane that wants more. */
  waitMs: number;
}

export interface WaitingLine {
  join: (lane: Lane, signal?: AbortSignal) => Promise<void>;
  /** Something changed that may let those go who wait. */
  wake: () => void;
}

/**
 * Callers stand in line, one line a lane, and one of them asks for all. Turns of a lane go to whoever has waited longest in it and
 * is still there. `ask` hears of all that wait, in the end also that nobody does any more; `giveBack` of turns that came too late.
 */
export function createWaitingLine(
  ask: (wanted: PerLane) => Promise<Turns>,
  giveBack: (turns: number) => void,
): WaitingLine {
  const waiting: Record<Lane, Set<Waiter>> = { interactive: new Set(), sync: new Set(), bulk: new Set() };
  const firstWaiting = () => lanes.findIndex((lane) => waiting[lane].size > 0);
  let isServed = false;
  /** The first lane, as an index, that has asked for more than there was. */
  let askedUpTo: number = lanes.length;
  let alarm = new AbortController();

  function wake() {
    askedUpTo = lanes.length;
    alarm.abort();
  }

  function serve(lane: Lane, turns: number) {
    const served = [...waiting[lane]].slice(0, turns);
    for (const waiter of served) {
      waiting[lane].delete(waiter);
      waiter.resolve();
    }
    if (turns > served.length) giveBack(turns - served.length);
  }

  /** Answers whether others may believe that somebody waits here. */
  async function askForAll(): Promise<boolean> {
    // Whoever comes in the same turn is asked for together.
    await nextTurn();
    alarm = new AbortController();
    const wanted = { interactive: waiting.interactive.size, sync: waiting.sync.size, bulk: waiting.bulk.size };
    const { granted, refused, waitMs } = await ask(wanted);
    for (const lane of lanes) {
      serve(lane, granted[lane]);
      if (refused[lane]) rejectAll(waiting[lane], refused[lane]);
    }
    const unserved = lanes.findIndex((lane) => granted[lane] < wanted[lane]);
    const first = firstWaiting();
    if (unserved >= 0 && first >= unserved && !alarm.signal.aborted) {
      askedUpTo = unserved;
      await sleep(waitMs, undefined, { signal: alarm.signal }).catch(() => undefined);
      askedUpTo = lanes.length;
    }
    return unserved >= 0 && lanes[unserved] !== 'bulk';
  }

  async function serveAll() {
    isServed = true;
    let isBelieved = false;
    while (firstWaiting() >= 0 || isBelieved) {
      try {
        isBelieved = await askForAll();
      } catch (error) {
        isBelieved = false;
        for (const lane of lanes) rejectAll(waiting[lane], error);
      }
    }
    isServed = false;
  }

  return {
    wake,
    join(lane, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const waiter = { resolve, reject };
      waiting[lane].add(waiter);
      if (lanes.indexOf(lane) < askedUpTo && askedUpTo < lanes.length) wake();
      const leave = () => {
        waiting[lane].delete(waiter);
        reject(signal?.reason);
        if (waiting[lane].size === 0) wake();
      };
      signal?.addEventListener('abort', leave, { once: true });
      if (!isServed) void serveAll();
      return promise.finally(() => signal?.removeEventListener('abort', leave));
    },
  };
}

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

function rejectAll(line: Set<Waiter>, error: unknown) {
  for (const waiter of line) waiter.reject(error);
  line.clear();
}
