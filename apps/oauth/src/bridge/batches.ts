interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * One run at a time; what comes meanwhile goes into the next run together, so that a crowd costs as few commits as the
 * database can do one after the other. `run` answers how to read each item's result.
 */
export function createBatches<T, R>(
  run: (items: readonly T[]) => Promise<(item: T) => R>,
  // Most statements allow 65,535 parameters; nobody here uses more than ten an item.
  maxItems = 1_000,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let isRunning = false;

  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxItems);
      try {
        const resultOf = await run(batch.map(({ item }) => item));
        for (const { item, resolve } of batch) resolve(resultOf(item));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  };

  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void runAll();
    });
}
