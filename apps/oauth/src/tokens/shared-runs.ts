/** Equal work that is running already is joined, not started again. */
export interface SharedRuns {
  share<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** Joins no run that has begun, for that may have been too early; it waits for its end, and is joined until then. */
  shareNext<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs any more, whatever the outcomes. What one run begins on its way is waited for too. */
  settled(): Promise<void>;
}

export function createSharedRuns(): SharedRuns {
  const running = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<unknown>>();
  const share = <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const current = running.get(key);
    if (current !== undefined) return current as Promise<T>;
    const started = run().finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
  return {
    share,
    shareNext<T>(key: string, run: () => Promise<T>) {
      const next = waiting.get(key);
      if (next !== undefined) return next as Promise<T>;
      const current = running.get(key);
      if (current === undefined) return share(key, run);
      const begin = (): Promise<T> => {
        waiting.delete(key);
        return share(key, run);
      };
      const started = current.then(begin, begin);
      waiting.set(key, started);
      return started;
    },
    async settled() {
      while (running.size + waiting.size > 0) await Promise.allSettled([...running.values(), ...waiting.values()]);
    },
  };
}
