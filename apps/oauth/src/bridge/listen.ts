import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { watchedSocket } from '../db/connect.ts';

export interface Listener {
  /** Rises whenever there may be something new, or nobody would tell any more. */
  turn(): number;
  /** Of the connection that listens, a number of its own; null while there is none. */
  connection(): number | null;
  /** For somebody who has seen news that nobody announced. */
  look(): void;
  /** True once `turn()` is past `seen`; false when the time is over or the signal aborts first. */
  hasNews(seen: number, withinMs: number, signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
}

/** Hears of every commit that wrote events, by any replica. A connection that was lost counts as news: look at the rows. */
export function startListener(options: {
  databaseUrl: string;
  log: Logger;
  /** After so long without a word it is looked up whether the machine of PostgreSQL is there. */
  silenceMs?: number;
}): Listener {
  const { databaseUrl, log, silenceMs = 10_000 } = options;
  const ending = new AbortController();
  const waiting = new Set<() => void>();
  let turn = 0;
  let connections = 0;
  let isListening = false;
  const onNews = (): void => {
    turn++;
    for (const wake of waiting) wake();
  };
  const onListening = (isNow: boolean): void => {
    if (isNow) connections++;
    isListening = isNow;
    onNews();
  };
  const running = listen({ databaseUrl, silenceMs, onNews, onListening, log, signal: ending.signal });
  return {
    turn: () => turn,
    connection: () => (isListening ? connections : null),
    look: onNews,
    hasNews: (seen, withinMs, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve(turn > seen);
        };
        const timer = setTimeout(wake, withinMs);
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (turn > seen || signal.aborted) wake();
      }),
    async stop() {
      ending.abort();
      await running;
    },
  };
}

interface Listening {
  databaseUrl: string;
  silenceMs: number;
  onNews: () => void;
  onListening: (isNow: boolean) => void;
  log: Logger;
  signal: AbortSignal;
}

async function listen({ databaseUrl, silenceMs, onNews, onListening, log, signal }: Listening): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      application_name: 'groundwork-oauth-listener',
      // Nothing is sent here for hours, so nothing else would tell that the other machine is gone.
      stream: () => watchedSocket(silenceMs),
    });
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    client.on('error', () => end());
    client.on('end', () => end());
    client.on('notification', onNews);
    signal.addEventListener('abort', () => end(), { once: true });
    try {
      await client.connect();
      await client.query('listen oauth_bridge');
      onListening(true);
      await over;
      onListening(false);
    } catch (error) {
      log.warn({ err: error }, 'the OAuth database cannot be listened to; its rows are read at intervals meanwhile');
    }
    await client.end().catch(() => undefined);
    await sleep(200 + Math.random() * 800, undefined, { signal }).catch(() => undefined);
  }
}
