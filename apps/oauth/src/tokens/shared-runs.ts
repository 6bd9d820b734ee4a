/** Equal work that is running already is joined, not started again. */
export interface SharedRuns {
  share<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs any more, whatever the outcomes. What one run begins on its way is waited for too. */
  settled(): Promise<void>;
}

export function createSharedRuns(): SharedRuns {
  const running = new Map<string, Promise<unknown>>();
  return {
    share<T>(key: string, run: () => Promise<T>) {
      const current = running.get(key);
      if (current !== undefined) return current as Promise<T>;
      const started = run().finally(() => running.delete(key));
      running.set(key, started);
      return started;
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running.values());
    },
  };
}
