import type { AssistantEvent } from '@groundwork/shared/views';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEventFeed, type EventFeed } from './event-feed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const text = (said: string) => () => ({ type: 'text', text: said }) as const;

async function read(feed: EventFeed): Promise<AssistantEvent[]> {
  const events: AssistantEvent[] = [];
  for await (const event of feed.events()) events.push(event);
  return events;
}

test('shows the first progress at once, then the newest of each fifth of a second', async () => {
  const feed = createEventFeed();
  const events = read(feed);
  for (let piece = 0; piece < 100; piece += 1) {
    feed.progress(text(`${piece}`));
    await vi.advanceTimersByTimeAsync(10);
  }
  feed.end();
  const shown = (await events).map((event) => ('text' in event ? Number(event.text) : -1));
  expect(shown).toEqual([0, 19, 39, 59, 79, 99].slice(0, shown.length));
  expect(shown.length).toBeGreaterThanOrEqual(5);
});

test('waits the longer the more work a draft is', async () => {
  const feed = createEventFeed();
  const events = read(feed);
  const slowly = (said: string) => () => {
    vi.advanceTimersByTime(300);
    return text(said)();
  };
  for (const said of ['a', 'ab', 'abc', 'abcd']) {
    feed.progress(slowly(said));
    await vi.advanceTimersByTimeAsync(1_000);
  }
  feed.end();
  expect(await events).toEqual([text('a')(), text('abc')()]);
});

test('keeps only the newest for a listener who is slow, and every step', async () => {
  const feed = createEventFeed();
  feed.step('Asking');
  for (const said of ['a', 'ab', 'abc']) {
    feed.progress(text(said));
    await vi.advanceTimersByTimeAsync(300);
  }
  feed.step('Checking');
  feed.end();
  expect(await read(feed)).toEqual([
    { type: 'step', text: 'Asking' },
    { type: 'text', text: 'abc' },
    { type: 'step', text: 'Checking' },
  ]);
});

test('goes on where a draft could not be made, and shows none after a later step', async () => {
  const feed = createEventFeed();
  feed.progress(() => {
    throw new Error('half a text');
  });
  feed.progress(text('too late'));
  feed.step('Checking');
  await vi.advanceTimersByTimeAsync(1_000);
  feed.end();
  expect(await read(feed)).toEqual([{ type: 'step', text: 'Checking' }]);
});
