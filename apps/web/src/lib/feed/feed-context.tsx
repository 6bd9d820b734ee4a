import type { StoredEvent, Topic } from '@groundwork/shared/events';
import { createContext, use, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Feed, FeedStatus } from './create-feed.ts';

export const FeedContext = createContext<Feed | null>(null);

export function useFeed(): Feed {
  const feed = use(FeedContext);
  if (!feed) throw new Error('FeedContext is missing above this component');
  return feed;
}

export function useFeedStatus(): FeedStatus {
  const feed = useFeed();
  return useSyncExternalStore(feed.onStatus, feed.status);
}

/** How often to ask while the stream is away; false while it is not. */
export const usePollingInterval = (): number | false => (useFeedStatus() === 'polling' ? 2_500 : false);

/** Follows a topic from the cursor a view was read at. `null`: not read yet, nothing to follow. */
export function useFollow(topic: Topic, cursor: number | null, onEvent: (stored: StoredEvent) => void): void {
  const feed = useFeed();
  const latest = useRef({ cursor, onEvent });
  useEffect(() => {
    latest.current = { cursor, onEvent };
  });
  const known = cursor !== null;
  useEffect(() => {
    if (!known) return;
    // The view's cursor of this moment: what comes later moves on by the events themselves.
    return feed.follow(topic, latest.current.cursor ?? 0, (stored) => latest.current.onEvent(stored));
  }, [feed, topic, known]);
}
