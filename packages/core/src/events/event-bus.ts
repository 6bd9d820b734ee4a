import { type Db, listen } from '@groundwork/db';
import type { Log } from '../context.ts';
import { eventChannel } from './publish-events.ts';
import { createTail, type OpenTail, type TopicTail } from './topic-tail.ts';

/** A notification may be lost without a word where a connection hangs. */
const unheardMs = 15_000;

/** What this process hears of the database. */
export interface EventBus {
  /** Calls `wake` at every notification of the topics, and whenever some may have been missed. */
  subscribe(topics: readonly string[], wake: () => void): () => void;
  /** The newest events of a stored topic, in memory once for all who follow it; `wake` says when to look. */
  follow(topic: string, wake: () => void): { tail: TopicTail; stop: () => void };
  stop(): Promise<void>;
}

export async function startEventBus(databaseUrl: string, db: Db, log: Log): Promise<EventBus> {
  const subscribers = createWakes();
  const tails = new Map<string, { tail: OpenTail; end: () => void }>();
  const followers = createWakes();
  const listener = await listen(databaseUrl, eventChannel, {
    notification: subscribers.wake,
    // Whatever was notified while the connection was away is in the table: everyone looks once.
    connect() {
      for (const { tail } of tails.values()) tail.restart();
      subscribers.wakeAll();
    },
    error: (error) => log.warn({ err: error }, 'event listener lost its connection, reconnecting'),
  });

  /** Opened by the first to follow the topic, and forgotten after the last. */
  function openTail(topic: string): TopicTail {
    const open = tails.get(topic);
    if (open) return open.tail;
    const tail = createTail(db, topic, () => followers.wake(topic));
    const endNews = subscribers.add(topic, tail.refresh);
    const timer = setInterval(tail.refresh, unheardMs).unref();
    const end = () => {
      endNews();
      clearInterval(timer);
    };
    tails.set(topic, { tail, end });
    return tail;
  }

  return {
    subscribe(topics, wake) {
      const ends = topics.map((topic) => subscribers.add(topic, wake));
      return () => ends.forEach((end) => end());
    },
    follow(topic, wake) {
      const end = followers.add(topic, wake);
      return {
        tail: openTail(topic),
        stop() {
          end();
          if (followers.has(topic)) return;
          tails.get(topic)?.end();
          tails.delete(topic);
        },
      };
    },
    stop: () => listener.stop(),
  };
}

/** Who is to be woken, by topic. */
function createWakes() {
  const wakes = new Map<string, Set<() => void>>();
  const wake = (topic: string) => wakes.get(topic)?.forEach((each) => each());
  return {
    wake,
    wakeAll: () => [...wakes.keys()].forEach(wake),
    has: (topic: string) => wakes.has(topic),
    add(topic: string, each: () => void): () => void {
      const ofTopic = wakes.get(topic) ?? new Set();
      wakes.set(topic, ofTopic.add(each));
      return () => {
        ofTopic.delete(each);
        if (ofTopic.size === 0 && wakes.get(topic) === ofTopic) wakes.delete(topic);
      };
    },
  };
}
