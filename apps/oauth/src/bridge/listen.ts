import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

export interface Listener {
  /** Rises whenever there may be something new. */
  turn(): number;
  /** True once `turn()` is past `seen`; false when the time is over or the signal aborts first. */
  hasNews(seen: number, withinMs: number, signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
}

/** Hears of every commit that wrote events, by any replica. A connection that was lost counts as news: look at the rows. */
export function startListener({ databaseUrl, log }: { databaseUrl: string; log: Logger }): Listener {
  const ending = new AbortController();
  let turn = 0;
  let next = Promise.withResolvers<true>();
  const onNews = (): void => {
    turn++;
    next.resolve(true);
    next = Promise.withResolvers<true>();
  };
  const running = listen({ databaseUrl, onNews, log, signal: ending.signal });
  return {
    turn: () => turn,
    async hasNews(seen, withinMs, signal) {
      if (turn > seen) return true;
      const timer = new AbortController();
      const late = sleep(withinMs, false, { signal: AbortSignal.any([signal, timer.signal]) }).catch(() => false);
      return Promise.race([next.promise, late]).finally(() => timer.abort());
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

interface Listening {
  databaseUrl: string;
  onNews: () => void;
  log: Logger;
  signal: AbortSignal;
}

async function listen({ databaseUrl, onNews, log, signal }: Listening): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'groundwork-oauth-listener',
    });
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    client.on('error', () => end());
    client.on('end', () => end());
    client.on('notification', onNews);
    signal.addEventListener('abort', () => end(), { once: true });
    try {
      await client.connect();
      await client.query('listen oauth_bridge');
      onNews();
      await over;
    } catch (error) {
      log.warn({ err: error }, 'the OAuth database cannot be listened to; its rows are read at intervals meanwhile');
    }
    await client.end().catch(() => undefined);
    await sleep(200 + Math.random() * 800, undefined, { signal }).catch(() => undefined);
  }
}
