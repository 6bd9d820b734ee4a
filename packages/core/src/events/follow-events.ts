import type { FeedCursor, Topic } from '@groundwork/shared/events';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import type { EventBus } from './event-bus.ts';
import { isForActor } from './is-for-actor.ts';
import { storedTopic } from './publish-events.ts';
import { readAfter, type TopicEvent, type TopicTail } from './topic-tail.ts';

export interface FollowedEvent {
  /** The same object for all who follow the topic. */
  event: TopicEvent;
  /** Last seen id of every topic of this feed, this event included. */
  cursor: FeedCursor;
}

/** One topic of a feed. */
interface Followed {
  topic: Topic;
  stored: string;
  tail: TopicTail;
  stop: () => void;
}

/**
 * Events of the topics after the cursor, then live ones, until `signal` says so.
 * A key for some accounts hears nothing of others. Subscribed before anything is read, so nothing falls between. Where the topic's
 * tail reaches, nothing is asked of the database; a slow reader only lags, as nothing is queued for it, and reads the table itself.
 */
export async function* followEvents(
  ctx: Context & { bus: EventBus },
  { topics, cursor: given, signal }: { topics: readonly Topic[]; cursor: FeedCursor; signal: AbortSignal },
): AsyncGenerator<FollowedEvent> {
  authorise(ctx, 'read');
  await requireTopics(ctx, topics);
  const wake = createWake(signal);
  const feed = [...new Set(topics)].map((topic): Followed => {
    const stored = storedTopic(ctx.actor.agencyId, topic);
    return { topic, stored, ...ctx.bus.follow(stored, wake.now) };
  });
  try {
    const known = await knownCursor(ctx, feed, given);
    let { cursor } = known;
    for (const topic of known.cut)
      yield {
        event: { topic, id: cursor[topic] ?? 0, at: ctx.now().toISOString(), event: { type: 'feed.cut' } },
        cursor,
      };
    while (!signal.aborted) {
      wake.reset();
      let isBehind = false;
      for (const { topic, stored, tail } of feed) {
        await tail.ready();
        const place = cursor[topic] ?? 0;
        for (const event of tail.after(place) ?? (await readAfter(ctx.db, stored, place))) {
          isBehind = true;
          cursor = { ...cursor, [topic]: event.id };
          if (ctx.actor.locationIds && !(await isForActor(ctx, event.event))) continue;
          yield { event, cursor };
          if (signal.aborted) return;
        }
      }
      if (!isBehind) await wake.wait();
    }
  } finally {
    for (const { stop } of feed) stop();
  }
}

/** A topic that is not the caller's agency's is as unknown as one that never was. */
async function requireTopics(ctx: Context, topics: readonly Topic[]): Promise<void> {
  const jobIds = topics.flatMap((topic) => (topic === 'agency' ? [] : [topic.slice('job:'.length)]));
  if (jobIds.length === 0) return;
  const jobs = await ctx.db
    .selectFrom('jobs')
    .select('id')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', 'in', jobIds)
    .where(inScope(ctx.actor, 'location_id'))
    .execute();
  // Compared as texts, as topics are: an id in capitals would follow a topic that never says anything.
  const known = new Set(jobs.map((job) => job.id));
  if (!jobIds.every((id) => known.has(id))) throw notFound('job');
}

/**
 * Where each topic goes on. A place that no event has reached is not of this database: such a topic starts at its beginning. Where
 * events after the place were cleaned up, the topic goes on after them, and its reader has to be told. Neither is so of a place that
 * is in memory.
 */
async function knownCursor(
  ctx: Context,
  feed: readonly Followed[],
  given: FeedCursor,
): Promise<{ cursor: Record<string, number>; cut: Topic[] }> {
  await Promise.all(feed.map(({ tail }) => tail.ready()));
  const cursor = Object.fromEntries(feed.map(({ topic }) => [topic, given[topic] ?? 0]));
  const unknown = feed.filter(({ topic, tail }) => !tail.reaches(cursor[topic] ?? 0));
  if (unknown.length === 0) return { cursor, cut: [] };
  const rows = await ctx.db
    .selectFrom('event_topics')
    .select(['topic', 'last_id'])
    .select((row) =>
      row
        .selectFrom('events')
        .whereRef('events.topic', '=', 'event_topics.topic')
        .select((event) => event.fn.min('events.id').as('first'))
        .as('first_id'),
    )
    .where(
      'topic',
      'in',
      unknown.map(({ stored }) => stored),
    )
    .execute();
  const held = new Map(rows.map((row) => [row.topic, row]));
  const cut: Topic[] = [];
  for (const { topic, stored } of unknown) {
    const { last_id: last, first_id: first } = held.get(stored) ?? { last_id: 0, first_id: null };
    const id = cursor[topic] ?? 0;
    const place = id <= last ? id : 0;
    const gone = (first ?? last + 1) - 1;
    if (place < gone) cut.push(topic);
    cursor[topic] = Math.max(place, gone);
  }
  return { cursor, cut };
}

/** A flag that a waiter can sleep on: set by the bus, or by the end of the subscription. */
function createWake(signal: AbortSignal) {
  let set = false;
  let release = () => {};
  const now = () => {
    set = true;
    release();
  };
  signal.addEventListener('abort', now, { once: true });
  return {
    now,
    reset: () => {
      set = false;
    },
    wait: () =>
      new Promise<void>((resolve) => {
        if (set) resolve();
        else release = resolve;
      }),
  };
}
