import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Gathers work: what is handed in while a batch is under way goes together into the next one, in the order it came. Each promise
 * settles as its batch does; a batch that failed does not stop those after it.
 */
export function createBatches<Item>(work: (batch: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let isUnderWay = false;

  async function drain() {
    isUnderWay = true;
    try {
      while (waiting.length > 0) {
        // What becomes ready in the same turn, such as steps without dependencies, goes together.
        await nextTurn();
        const batch = waiting;
        waiting = [];
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
    if (!isUnderWay) void drain();
    return promise;
  };
}
