import type { Logger } from 'pino';

/** Work that is looked for at intervals, and at once when woken. One run at a time. */
export interface Loop {
  wake: () => void;
  /** Resolves when a run in progress has ended. */
  stop(): Promise<void>;
}

/** `run` answers true when there may be more to do right away. A run that throws is logged; the next one comes all the same. */
export function startLoop(options: { name: string; everyMs: number; log: Logger; run: () => Promise<boolean> }): Loop {
  const { name, everyMs, log, run } = options;
  let isStopped = false;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | null = null;

  const turn = async (): Promise<void> => {
    do {
      isWoken = false;
      try {
        if (await run()) isWoken = true;
      } catch (error) {
        log.error({ err: error, loop: name }, 'a background run failed; it is tried again');
        break;
      }
    } while (isWoken && !isStopped);
  };

  const start = (): void => {
    if (isStopped || current !== null) return;
    clearTimeout(timer);
    current = turn().finally(() => {
      current = null;
      // Jitter keeps replicas from looking at the same moment.
      if (!isStopped) timer = setTimeout(start, isWoken ? 0 : everyMs * (0.8 + 0.4 * Math.random()));
    });
  };

  start();
  return {
    wake: () => {
      isWoken = true;
      start();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
