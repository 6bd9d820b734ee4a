import { maxTopics, type StoredEvent, type Topic } from '@groundwork/shared/events';
import { createFeed, type OpenStream } from './create-feed.ts';
import type { Followed, HubMessage, News, TabMessage } from './hub-messages.ts';

interface Tab {
  port: MessagePort;
  followers: Map<number, { topic: Topic; stop: () => void }>;
  heardAt: number;
}

/** A tab beats every 10 s, and once a minute where the browser slows it down. One that froze or crashed says no goodbye. */
const silenceMs = 180_000;

/** One feed for all tabs of a browser: whatever they follow travels in a single stream. */
export function createHub(openWith: (onUnauthorized: () => void) => OpenStream): (port: MessagePort) => void {
  const tabs = new Set<Tab>();
  const toAll = (message: HubMessage) => {
    for (const { port } of tabs) port.postMessage(message);
  };
  const feed = createFeed(openWith(() => toAll({ type: 'unauthorized' })));
  feed.onStatus(() => toAll({ type: 'status', status: feed.status() }));

  const leave = (tab: Tab, keys: Iterable<number>) => {
    for (const key of keys) {
      tab.followers.get(key)?.stop();
      tab.followers.delete(key);
    }
  };
  const drop = (tab: Tab) => {
    leave(tab, [...tab.followers.keys()]);
    tabs.delete(tab);
  };
  const dropSilent = () => {
    for (const tab of tabs) if (tab.heardAt < Date.now() - silenceMs) drop(tab);
  };

  const hasRoomFor = (asked: readonly Followed[]) => {
    const followed = [...tabs].flatMap(({ followers }) => [...followers.values()]);
    return new Set([...followed, ...asked].map(({ topic }) => topic)).size <= maxTopics;
  };

  return (port) => {
    const tab: Tab = { port, followers: new Map(), heardAt: 0 };
    const tell = (message: HubMessage) => port.postMessage(message);
    const deliver = gathered((news) => tell({ type: 'news', news }));
    const follow = ({ key, topic, cursor }: Followed) =>
      tab.followers.set(key, { topic, stop: feed.follow(topic, cursor, (stored) => deliver(key, stored)) });
    port.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
      tab.heardAt = Date.now();
      switch (data.type) {
        case 'change':
          tabs.add(tab);
          // A key that is followed already is followed anew, from where the tab says.
          leave(tab, [...data.leave, ...data.follow.map(({ key }) => key)]);
          if (!hasRoomFor(data.follow)) return tell({ type: 'full' });
          data.follow.forEach(follow);
          return tell({ type: 'status', status: feed.status() });
        case 'beat':
          dropSilent();
          return tell({ type: 'beat', isKnown: tabs.has(tab) });
        case 'retry':
          return feed.retryNow();
        case 'bye':
          return drop(tab);
      }
    });
    port.start();
  };
}

/** The feed hands an event to one follower after the other. A tab gets it once for all of its own, and all of a moment together. */
function gathered(send: (news: News[]) => void) {
  let news: News[] = [];
  return (key: number, stored: StoredEvent) => {
    const last = news.at(-1);
    if (last?.stored === stored) return void last.keys.push(key);
    news.push({ keys: [key], stored });
    if (news.length > 1) return;
    // A task, not a microtask: what one transaction told arrives in several.
    setTimeout(() => {
      const those = news;
      news = [];
      send(those);
    }, 0);
  };
}
