import type { StoredEvent, Topic } from '@groundwork/shared/events';
import type { Feed, FeedStatus } from './create-feed.ts';
import type { Followed, HubMessage, News, TabMessage } from './hub-messages.ts';

interface Follower {
  topic: Topic;
  cursor: number;
  onEvent: (stored: StoredEvent) => void;
  isGone?: true;
  /** Ends it in a feed of this tab's own. */
  stop?: () => void;
}

/** `pageHidden`, `pageShown`: for the events of that name. A page that is kept for the way back follows nothing meanwhile. */
export interface SharedFeed extends Feed {
  pageHidden: () => void;
  pageShown: () => void;
}

export interface SharedFeedParts {
  /** A port to the hub of all tabs, or null where the browser has no such thing. `onBroken`: it will never answer. */
  connect: (onBroken: () => void) => MessagePort | null;
  /** A feed of this tab's own, for when there is no hub. */
  createOwn: () => Feed;
  onUnauthorized: () => void;
  /** When followers hear what came: all of a moment together, so that a page draws it once. */
  schedule: (tell: () => void) => void;
}

const beatMs = 10_000;
const beatsUntilGivenUp = 3;

/** This tab's part of the one stream of all tabs. Each follower keeps its own cursor, so whoever takes over repeats and skips nothing. */
export function createSharedFeed({ connect, createOwn, onUnauthorized, schedule }: SharedFeedParts): SharedFeed {
  const followers = new Map<number, Follower>();
  const listeners = new Set<() => void>();
  let arrived: { follower: Follower; stored: StoredEvent }[] = [];
  let lastKey = 0;
  const changes = new Set<number>();
  let isQueued = false;
  let port: MessagePort | null = null;
  let own: Feed | null = null;
  let status: FeedStatus = 'idle';
  let unanswered = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const setStatus = (next: FeedStatus) => {
    const shown = followers.size === 0 ? 'idle' : next === 'idle' ? 'connecting' : next;
    if (status === shown) return;
    status = shown;
    for (const listener of listeners) listener();
  };
  const tell = (message: TabMessage) => port?.postMessage(message);

  function deliver(follower: Follower, stored: StoredEvent) {
    if (stored.id <= follower.cursor) return;
    follower.cursor = stored.id;
    arrived.push({ follower, stored });
    if (arrived.length === 1) schedule(tellFollowers);
  }

  function tellFollowers() {
    const those = arrived;
    arrived = [];
    for (const { follower, stored } of those) if (!follower.isGone) follower.onEvent(stored);
  }

  function deliverNews({ keys, stored }: News) {
    for (const key of keys) {
      const follower = followers.get(key);
      if (follower) deliver(follower, stored);
    }
  }

  function receive({ data }: MessageEvent<HubMessage>) {
    unanswered = 0;
    switch (data.type) {
      case 'news':
        return data.news.forEach(deliverNews);
      case 'status':
        return setStatus(data.status);
      case 'unauthorized':
        return onUnauthorized();
      case 'full':
        return goAlone();
      case 'beat':
        if (!data.isKnown && followers.size > 0) tellAll();
    }
  }

  const tellAll = () => tell({ type: 'change', follow: followed(followers.keys()), leave: [] });

  function open() {
    tell({ type: 'bye' });
    port?.close();
    port = connect(goAlone);
    if (!port) return goAlone();
    port.addEventListener('message', receive);
    port.start();
    tellAll();
  }

  function beat() {
    if (followers.size === 0) return;
    unanswered += 1;
    if (unanswered > beatsUntilGivenUp) return goAlone();
    if (unanswered > 1) {
      setStatus('reconnecting');
      open();
    }
    tell({ type: 'beat' });
  }

  function goAlone() {
    if (own) return;
    clearInterval(timer);
    tell({ type: 'bye' });
    port?.close();
    port = null;
    const feed = createOwn();
    own = feed;
    feed.onStatus(() => setStatus(feed.status()));
    for (const follower of followers.values()) followAlone(feed, follower);
  }

  const followAlone = (feed: Feed, follower: Follower) => {
    follower.stop = feed.follow(follower.topic, follower.cursor, (stored) => deliver(follower, stored));
  };

  /** Once per microtask, however many followers come and go with a page. */
  function changed(key: number) {
    changes.add(key);
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(tellChanges);
  }

  function tellChanges() {
    const keys = [...changes];
    changes.clear();
    isQueued = false;
    if (own) return;
    if (followers.size === 0) setStatus('idle');
    if (port) return tell({ type: 'change', follow: followed(keys), leave: keys.filter((key) => !followers.has(key)) });
    if (followers.size === 0) return;
    setStatus('connecting');
    timer = setInterval(beat, beatMs);
    open();
  }

  const followed = (keys: Iterable<number>): Followed[] =>
    [...keys].flatMap((key) => {
      const follower = followers.get(key);
      return follower ? [{ key, topic: follower.topic, cursor: follower.cursor }] : [];
    });

  return {
    follow(topic, cursor, onEvent) {
      const key = ++lastKey;
      const follower: Follower = { topic, cursor, onEvent };
      followers.set(key, follower);
      if (own) followAlone(own, follower);
      else changed(key);
      return () => {
        followers.delete(key);
        follower.isGone = true;
        if (own) follower.stop?.();
        else changed(key);
      };
    },
    status: () => status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow: () => (own ? own.retryNow() : tell({ type: 'retry' })),
    pageHidden: () => tell({ type: 'bye' }),
    pageShown: () => tell({ type: 'beat' }),
  };
}
