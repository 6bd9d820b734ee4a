import type { StoredEvent, Topic } from '@groundwork/shared/events';
import type { FeedStatus } from './create-feed.ts';

/** `key`: the tab's own number of the follower. */
export interface Followed {
  key: number;
  topic: Topic;
  cursor: number;
}

/** One event, for those of a tab's followers that have not had it. */
export interface News {
  keys: number[];
  stored: StoredEvent;
}

/** From a tab to the hub. A `beat` asks whether the hub is there and still knows the tab; a tab that leaves says `bye`. */
export type TabMessage =
  | { type: 'change'; follow: Followed[]; leave: number[] }
  | { type: 'beat' }
  | { type: 'retry' }
  | { type: 'bye' };

/** From the hub to a tab. */
export type HubMessage =
  | { type: 'news'; news: News[] }
  | { type: 'status'; status: FeedStatus }
  | { type: 'unauthorized' }
  /** With this tab's topics it would be more than one stream may carry. */
  | { type: 'full' }
  | { type: 'beat'; isKnown: boolean };
