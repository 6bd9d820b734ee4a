import { decodeCursor, type StoredEvent, type Topic } from '@groundwork/shared/events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFeed, type OpenStream } from './create-feed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const job: Topic = 'job:2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d';
const event = (topic: Topic, id: number): StoredEvent => ({
  topic,
  id,
  at: '2026-11-21T12:00:00.000Z',
  event: { type: 'accounts.changed' },
});
const microtasks = () => Promise.resolve();

interface Opened {
  topics: Topic[];
  cursor: Record<string, number>;
  observer: Parameters<OpenStream>[1];
  isOpen: boolean;
}

function start() {
  const opened: Opened[] = [];
  const feed = createFeed((input, observer) => {
    const stream = { topics: input.topics, cursor: decodeCursor(input.lastEventId), observer, isOpen: true };
    opened.push(stream);
    observer.retrying();
    return {
      unsubscribe: () => {
        stream.isOpen = false;
        observer.ended(null);
      },
    };
  });
  const latest = () => {
    const stream = opened.at(-1);
    if (!stream) throw new Error('no stream was opened');
    return stream;
  };
  const follow = (topic: Topic, cursor: number) => {
    const ids: number[] = [];
    const stop = feed.follow(topic, cursor, ({ id }) => ids.push(id));
    return { ids, stop };
  };
  return { feed, opened, latest, follow };
}

test('all topics of a page share one stream, from each one’s cursor', async () => {
  const { opened, latest, follow } = start();
  follow('agency', 4);
  follow(job, 9);
  await microtasks();
  expect(opened).toHaveLength(1);
  expect(latest().topics).toEqual(['agency', job]);
  expect(latest().cursor).toEqual({ agency: 4, [job]: 9 });
});

test('a new topic restarts the stream where it stands, and ends the old one', async () => {
  const { opened, latest, follow } = start();
  follow('agency', 4);
  await microtasks();
  latest().observer.event(event('agency', 5));
  follow(job, 0);
  await microtasks();
  expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  expect(latest().cursor).toEqual({ agency: 5, [job]: 0 });
});

test('a follower that starts earlier gets what it lacks, and the others no repeat', async () => {
  const { latest, follow } = start();
  const ahead = follow('agency', 5);
  await microtasks();
  const behind = follow('agency', 3);
  await microtasks();
  for (const id of [4, 5, 6]) latest().observer.event(event('agency', id));
  expect(ahead.ids).toEqual([6]);
  expect(behind.ids).toEqual([4, 5, 6]);
});

test('a second follower of what is already streamed opens nothing', async () => {
  const { opened, follow } = start();
  follow('agency', 5);
  await microtasks();
  follow('agency', 8);
  await microtasks();
  expect(opened).toHaveLength(1);
});

test('events of an abandoned stream reach nobody', async () => {
  const { latest, follow } = start();
  const { ids } = follow('agency', 0);
  await microtasks();
  const old = latest();
  follow(job, 0);
  await microtasks();
  old.observer.event(event('agency', 1));
  expect(ids).toEqual([]);
});

test('says polling after three failures in a row, and live as soon as a stream starts', async () => {
  const { feed, latest, follow } = start();
  follow('agency', 0);
  await microtasks();
  latest().observer.started();
  expect(feed.status()).toBe('live');
  const seen: string[] = [];
  feed.onStatus(() => seen.push(feed.status()));
  latest().observer.retrying();
  latest().observer.retrying();
  latest().observer.retrying();
  latest().observer.started();
  expect(seen).toEqual(['reconnecting', 'polling', 'live']);
});

test('a stream that ended is opened again after the last event it brought', async () => {
  const { opened, latest, follow } = start();
  follow('agency', 0);
  await microtasks();
  latest().observer.event(event('agency', 7));
  latest().observer.ended(new Error('gone'));
  expect(opened).toHaveLength(1);
  await vi.runAllTimersAsync();
  expect(opened).toHaveLength(2);
  expect(latest().cursor).toEqual({ agency: 7 });
});

test('when the last follower leaves, the stream is closed and nothing is claimed', async () => {
  const { feed, latest, follow } = start();
  const { stop } = follow('agency', 0);
  await microtasks();
  latest().observer.started();
  stop();
  await microtasks();
  expect(latest().isOpen).toBe(false);
  expect(feed.status()).toBe('idle');
});
