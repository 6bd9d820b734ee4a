import { decodeCursor, maxTopics, type StoredEvent, type Topic } from '@groundwork/shared/events';
import { afterEach, expect, test, vi } from 'vitest';
import { createFeed, type OpenStream } from './create-feed.ts';
import { createHub } from './create-hub.ts';
import { createSharedFeed } from './create-shared-feed.ts';

afterEach(() => void vi.useRealTimers());

const job: Topic = 'job:2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d';
const event = (topic: Topic, id: number): StoredEvent => ({
  topic,
  id,
  at: '2026-11-21T12:00:00.000Z',
  event: { type: 'accounts.changed' },
});

interface Opened {
  cursor: Record<string, number>;
  observer: Parameters<OpenStream>[1];
  isOpen: boolean;
}

/** A server's side of the streams that are opened. */
function startServer() {
  const opened: Opened[] = [];
  const open: OpenStream = (input, observer) => {
    const stream = { cursor: decodeCursor(input.lastEventId), observer, isOpen: true };
    opened.push(stream);
    return {
      unsubscribe: () => {
        stream.isOpen = false;
      },
    };
  };
  return { open, live: () => opened.filter(({ isOpen }) => isOpen), opened };
}

function startHub() {
  const server = startServer();
  let signOut = () => {};
  const connect = createHub((onUnauthorized) => {
    signOut = onUnauthorized;
    return server.open;
  });
  /** A page. `connections` says how often it asked for the hub; `cut` makes the hub deaf to it. */
  const openTab = () => {
    const own = startServer();
    const tab = { connections: 0, unauthorized: 0, broken: () => {}, cut: () => {} };
    const feed = createSharedFeed({
      connect: (onBroken) => {
        const { port1, port2 } = new MessageChannel();
        tab.connections += 1;
        tab.broken = onBroken;
        tab.cut = () => port2.close();
        connect(port2);
        return port1;
      },
      createOwn: () => createFeed(own.open),
      schedule: (tell) => tell(),
      onUnauthorized: () => {
        tab.unauthorized += 1;
      },
    });
    const follow = (topic: Topic, cursor: number) => {
      const ids: number[] = [];
      return { ids, stop: feed.follow(topic, cursor, ({ id }) => ids.push(id)) };
    };
    return { feed, tab, own, follow };
  };
  return { server, openTab, signOut: () => signOut() };
}

const one = (streams: Opened[]): Opened => {
  const [stream] = streams;
  if (!stream || streams.length > 1) throw new Error(`${streams.length} streams are open`);
  return stream;
};

test('what several tabs follow travels in one stream', async () => {
  const { server, openTab } = startHub();
  const [first, second] = [openTab(), openTab()];
  const news = [first.follow('agency', 4), second.follow('agency', 6)];
  const steps = second.follow(job, 0);
  await expect.poll(() => one(server.live()).cursor).toEqual({ agency: 4, [job]: 0 });
  for (const id of [5, 6, 7]) one(server.live()).observer.event(event('agency', id));
  one(server.live()).observer.event(event(job, 1));
  await expect.poll(() => steps.ids).toEqual([1]);
  await expect.poll(() => news.map(({ ids }) => ids)).toEqual([[5, 6, 7], [7]]);
});

test('every tab says what the one stream is, and nothing while it follows nothing', async () => {
  const { server, openTab } = startHub();
  const [first, second, idle] = [openTab(), openTab(), openTab()];
  first.follow('agency', 0);
  second.follow('agency', 0);
  await expect.poll(() => server.live()).toHaveLength(1);
  expect(first.feed.status()).toBe('connecting');
  one(server.live()).observer.started();
  const statuses = () => [first, second, idle].map(({ feed }) => feed.status());
  await expect.poll(() => statuses()).toEqual(['live', 'live', 'idle']);
});

test('a tab that leaves takes its topics with it, and the last one the stream', async () => {
  const { server, openTab } = startHub();
  const [first, second] = [openTab(), openTab()];
  const { stop } = first.follow('agency', 0);
  second.follow(job, 0);
  await expect.poll(() => one(server.live()).cursor).toEqual({ agency: 0, [job]: 0 });
  second.feed.pageHidden();
  await expect.poll(() => one(server.live()).cursor).toEqual({ agency: 0 });
  stop();
  await expect.poll(() => server.live()).toEqual([]);
});

test('a page that comes back after it was left goes on where it stood', async () => {
  const { server, openTab } = startHub();
  const { feed, follow } = openTab();
  const { ids } = follow('agency', 0);
  await expect.poll(() => server.live()).toHaveLength(1);
  one(server.live()).observer.event(event('agency', 1));
  await expect.poll(() => ids).toEqual([1]);
  feed.pageHidden();
  await expect.poll(() => server.live()).toEqual([]);
  feed.pageShown();
  await expect.poll(() => one(server.live()).cursor).toEqual({ agency: 1 });
});

test('a session that ended is told to every tab', async () => {
  const { server, openTab, signOut } = startHub();
  const tabs = [openTab(), openTab()];
  for (const { follow } of tabs) follow('agency', 0);
  await expect.poll(() => server.live()).toHaveLength(1);
  await expect.poll(() => tabs.map(({ feed }) => feed.status())).toEqual(['connecting', 'connecting']);
  signOut();
  await expect.poll(() => tabs.map(({ tab }) => tab.unauthorized)).toEqual([1, 1]);
});

test('a tab for whose topics the one stream has no room follows on its own, and the others notice nothing', async () => {
  const { server, openTab } = startHub();
  const [first, second] = [openTab(), openTab()];
  const topics = Array.from({ length: maxTopics }, (): Topic => `job:${crypto.randomUUID()}`);
  for (const topic of topics) first.follow(topic, 0);
  await expect.poll(() => Object.keys(one(server.live()).cursor)).toHaveLength(maxTopics);
  second.follow(job, 3);
  await expect.poll(() => one(second.own.live()).cursor).toEqual({ [job]: 3 });
  expect(Object.keys(one(server.live()).cursor)).toEqual(topics);
});

test('a hub that does not answer is asked for anew, and goes on after the last event it brought', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { server, openTab } = startHub();
  const { feed, tab, follow } = openTab();
  const { ids } = follow('agency', 0);
  await expect.poll(() => server.live()).toHaveLength(1);
  one(server.live()).observer.event(event('agency', 1));
  await expect.poll(() => ids).toEqual([1]);
  tab.cut();
  vi.advanceTimersByTime(20_000);
  expect(tab.connections).toBe(2);
  await expect.poll(() => feed.status()).toBe('connecting');
  one(server.live()).observer.event(event('agency', 2));
  await expect.poll(() => ids).toEqual([1, 2]);
});

test('a tab whose hub cannot start follows on its own, and skips and repeats nothing', async () => {
  const { server, openTab } = startHub();
  const { feed, tab, own, follow } = openTab();
  const { ids } = follow('agency', 0);
  await expect.poll(() => server.live()).toHaveLength(1);
  one(server.live()).observer.event(event('agency', 1));
  await expect.poll(() => ids).toEqual([1]);
  tab.broken();
  await expect.poll(() => one(own.live()).cursor).toEqual({ agency: 1 });
  await expect.poll(() => server.live()).toEqual([]);
  for (const id of [1, 2]) one(own.live()).observer.event(event('agency', id));
  expect(ids).toEqual([1, 2]);
  one(own.live()).observer.started();
  expect(feed.status()).toBe('live');
});
