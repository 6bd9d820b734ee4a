import type { StoredEvent, Topic } from '@groundwork/shared/events';
import type { Caller } from './caller.ts';
import { readError } from './read-error.ts';
import { retryDelayMs } from './retry-delay.ts';
import { aborted, sleep } from './sleep.ts';

interface FeedOptions {
  topics: Topic[];
  /** The cursor to go on after. */
  after: string;
  signal: AbortSignal | undefined;
}

/** A slow reader: the stream is closed at so many events, and opened again once they are read. */
const maxWaiting = 500;
const pauseMs = 500;

/**
 * Events of the topics for as long as somebody reads. A cut, a restart of the server or a full proxy is waited out; a key that
 * ended is an error.
 */
export async function* followFeed(
  caller: Caller,
  { topics, after, signal }: FeedOptions,
): AsyncGenerator<StoredEvent, void, undefined> {
  let cursor = after;
  for (let attempt = 0; ; attempt++) {
    const stream = openStream(caller, { topics, after: cursor, signal });
    try {
      for await (const { id, data } of stream.events()) {
        cursor = id;
        attempt = -1;
        yield data;
      }
      // It ended without a word: a server that goes.
      if (attempt >= 0) await sleep(pauseMs, signal);
    } catch (cause) {
      if (signal?.aborted) throw aborted(signal);
      const error = readError(cause);
      const delayMs = retryDelayMs(error, Math.max(0, attempt));
      if (delayMs === null) throw error;
      await sleep(delayMs, signal);
    } finally {
      stream.close();
    }
  }
}

interface Tracked {
  /** The cursor after this event. */
  id: string;
  data: StoredEvent;
}

/** One subscription, as a list that is filled from one end and read at the other. */
function openStream({ trpc }: Caller, { topics, after, signal }: FeedOptions) {
  const waiting: Tracked[] = [];
  let end: { error: unknown } | null = null;
  let wake = () => {};
  const finish = (error: unknown) => {
    end ??= { error };
    wake();
  };
  const subscription = trpc.feed.subscribe(
    { topics, lastEventId: after },
    {
      onData(event) {
        if (end) return;
        waiting.push(event);
        if (waiting.length >= maxWaiting) {
          subscription.unsubscribe();
          finish(null);
        }
        wake();
      },
      onError: finish,
      onComplete: () => finish(null),
    },
  );
  const abort = () => {
    subscription.unsubscribe();
    finish(signal?.reason ?? new Error('aborted'));
  };
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return {
    async *events(): AsyncGenerator<Tracked, void, undefined> {
      for (;;) {
        const next = waiting.shift();
        if (next) {
          yield next;
          continue;
        }
        if (end) {
          if (end.error !== null) throw end.error;
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close() {
      signal?.removeEventListener('abort', abort);
      subscription.unsubscribe();
    },
  };
}
