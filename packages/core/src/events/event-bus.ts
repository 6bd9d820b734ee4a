import { listen } from '@groundwork/db';
import type { Log } from '../context.ts';
import { eventChannel } from './publish-events.ts';

/** Tells subscribers in this process that a topic has new events. It carries no events: those are read from the table. */
export interface EventBus {
  subscribe(topics: readonly string[], wake: () => void): () => void;
  stop(): Promise<void>;
}

export async function startEventBus(databaseUrl: string, log: Log): Promise<EventBus> {
  const subscribers = new Map<string, Set<() => void>>();
  const listener = await listen(databaseUrl, eventChannel, {
    notification: (topic) => subscribers.get(topic)?.forEach((wake) => wake()),
    // Whatever was notified while the connection was away is in the table: everyone looks once.
    connect: () => subscribers.forEach((wakes) => wakes.forEach((wake) => wake())),
    error: (error) => log.warn({ err: error }, 'event listener lost its connection, reconnecting'),
  });
  return {
    subscribe(topics, wake) {
      for (const topic of topics) {
        const wakes = subscribers.get(topic) ?? new Set();
        subscribers.set(topic, wakes.add(wake));
      }
      return () => {
        for (const topic of topics) {
          const wakes = subscribers.get(topic);
          wakes?.delete(wake);
          if (wakes?.size === 0) subscribers.delete(topic);
        }
      };
    },
    stop: () => listener.stop(),
  };
}
