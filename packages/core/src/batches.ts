import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** How long work that nobody waits for may stay for more to join it: not noticed by a person, and many batches become one. */
const companyMs = 25;

interface BatchOptions<Item> {
  /** Begins no batch at once: it goes with whatever is urgent next, or a moment later. */
  mayWait?: (item: Item) => boolean;
  /** So many that may not wait go into one batch at most: whoever handed in the first of many goes on sooner. */
  urgentAtOnce?: number;
}

/**
 * Gathers work: what is handed in while a batch is under way goes together into the next one, in the order it came. Each promise
 * settles as its batch does; a batch that failed does not stop those after it.
 */
export function createBatches<Item>(
  work: (batch: readonly Item[]) => Promise<void>,
  { mayWait = () => false, urgentAtOnce = Infinity }: BatchOptions<Item> = {},
): (item: Item) => Promise<void> {
  const waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let isUnderWay = false;
  let urgent = Promise.withResolvers<void>();

  function endOfBatch(): number {
    let left = urgentAtOnce;
    const end = waiting.findIndex(({ item }) => !mayWait(item) && left-- === 0);
    return end < 0 ? waiting.length : end;
  }

  async function drain() {
    isUnderWay = true;
    try {
      while (waiting.length > 0) {
        if (waiting.every(({ item }) => mayWait(item))) await Promise.race([urgent.promise, sleep(companyMs)]);
        // What becomes ready in the same turn, such as steps without dependencies, goes together.
        await nextTurn();
        const batch = waiting.splice(0, endOfBatch());
        urgent = Promise.withResolvers();
        await work(batch.map(({ item }) => item)).then(
          () => batch.forEach(({ resolve }) => resolve()),
          (error: unknown) => batch.forEach(({ reject }) => reject(error)),
        );
      }
    } finally {
      isUnderWay = false;
    }
  }

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ item, resolve, reject });
    if (!mayWait(item)) urgent.resolve();
    if (!isUnderWay) void drain();
    return promise;
  };
}
