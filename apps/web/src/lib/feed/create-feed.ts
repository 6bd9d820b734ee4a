import { encodeCursor, type FeedCursor, type StoredEvent, type Topic } from '@groundwork/shared/events';

/** `idle`: nobody follows anything. `polling`: no stream for a while, so views ask on their own; the stream is still tried. */
export type FeedStatus = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'polling';

/** One subscription over some topics. It reconnects by itself, from the last event it handed over. */
export type OpenStream = (
  input: { topics: Topic[]; lastEventId: string },
  observer: {
    started: () => void;
    retrying: () => void;
    event: (stored: StoredEvent) => void;
    ended: (error: unknown) => void;
  },
) => { unsubscribe: () => void };

export interface Feed {
  /** Every event of the topic after `cursor`, each once and in order, until the returned function is called. */
  follow(topic: Topic, cursor: number, onEvent: (stored: StoredEvent) => void): () => void;
  status: () => FeedStatus;
  onStatus: (listener: () => void) => () => void;
  /** Tries again now, rather than when the next attempt is due. */
  retryNow(): void;
}

interface Follower {
  topic: Topic;
  cursor: number;
  onEvent: (stored: StoredEvent) => void;
}

const failuresUntilPolling = 3;
const restartDelayMs = (failures: number) => Math.min(10_000, 500 * 2 ** failures);

/**
 * All topics of a page in one stream, since six HTTP/1.1 streams hang an origin. A change of topics restarts it once per
 * microtask; each follower has its own cursor, so a restart from an earlier event repeats nothing for the others.
 */
export function createFeed(open: OpenStream): Feed {
  const followers = new Set<Follower>();
  const listeners = new Set<() => void>();
  /** Where the open stream stands; a topic that is not in it is not followed yet. */
  let position: FeedCursor = {};
  let stream: { unsubscribe: () => void } | null = null;
  let status: FeedStatus = 'idle';
  let failures = 0;
  let generation = 0;
  let queued = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const setStatus = (next: FeedStatus) => {
    if (status === next) return;
    status = next;
    for (const listener of listeners) listener();
  };

  const failed = () => {
    failures += 1;
    setStatus(failures >= failuresUntilPolling ? 'polling' : 'reconnecting');
  };

  function restart() {
    // First, so that the end of the old stream is nobody's failure.
    const mine = ++generation;
    stream?.unsubscribe();
    stream = null;
    clearTimeout(timer);
    position = earliest(followers);
    const topics = Object.keys(position) as Topic[];
    if (topics.length === 0) return setStatus('idle');
    if (status === 'idle') setStatus('connecting');
    const current = (work: () => void) => () => mine === generation && work();
    let attempts = 0;
    stream = open(
      { topics, lastEventId: encodeCursor(position) },
      {
        started: current(() => {
          failures = 0;
          setStatus('live');
        }),
        // The first attempt is announced like every later one.
        retrying: current(() => {
          attempts += 1;
          if (attempts > 1) failed();
        }),
        event: (stored) => {
          if (mine === generation) deliver(stored);
        },
        ended: current(() => {
          failed();
          timer = setTimeout(restart, restartDelayMs(failures));
        }),
      },
    );
  }

  function deliver(stored: StoredEvent) {
    position = { ...position, [stored.topic]: stored.id };
    for (const follower of followers) {
      if (follower.topic !== stored.topic || stored.id <= follower.cursor) continue;
      follower.cursor = stored.id;
      follower.onEvent(stored);
    }
  }

  const restartSoon = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      if (!covers(position, earliest(followers)) || !stream) restart();
    });
  };

  return {
    follow(topic, cursor, onEvent) {
      const follower = { topic, cursor, onEvent };
      followers.add(follower);
      restartSoon();
      return () => {
        followers.delete(follower);
        restartSoon();
      };
    },
    status: () => status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow() {
      if (status === 'reconnecting' || status === 'polling') restart();
    },
  };
}

/** For each followed topic, the oldest cursor of its followers. */
function earliest(followers: Iterable<Follower>): FeedCursor {
  const cursors: Record<string, number> = {};
  for (const { topic, cursor } of followers) cursors[topic] = Math.min(cursors[topic] ?? cursor, cursor);
  return cursors;
}

/** True when a stream at `position` will still bring everything after `wanted`, and no topic nobody wants. */
const covers = (position: FeedCursor, wanted: FeedCursor): boolean =>
  Object.keys(position).length === Object.keys(wanted).length &&
  Object.entries(wanted).every(([topic, cursor]) => {
    const at = position[topic];
    return at !== undefined && at <= cursor;
  });
