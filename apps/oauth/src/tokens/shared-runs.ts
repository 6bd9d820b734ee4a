/** Equal work that is running already is joined, not started again. */
export interface SharedRuns {
  share<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** Resolves when everything that runs now has ended, whatever its outcome. */
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
      await Promise.allSettled(running.values());
    },
  };
}
