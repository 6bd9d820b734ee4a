import type { FeedCursor, StoredEvent, Topic } from '@groundwork/shared/events';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import type { EventBus } from './event-bus.ts';
import { isForActor } from './is-for-actor.ts';
import { storedTopic } from './publish-events.ts';

const batchSize = 200;
const recheckMs = 15_000;

export interface FollowedEvent extends StoredEvent {
  topic: Topic;
  /** Last seen id of every topic of this feed, this event included. */
  cursor: FeedCursor;
}

/**
 * Events of the topics after the cursor, then live ones, for as long as `stillAllowed` says yes (asked every 15 s).
 * A key for some accounts hears nothing of others. Subscribed before the backlog is read, so nothing falls between; a slow reader
 * only lags, as nothing is queued in memory.
 */
export async function* followEvents(
  ctx: Context & { bus: EventBus },
  input: { topics: readonly Topic[]; cursor: FeedCursor; signal: AbortSignal; stillAllowed: () => Promise<boolean> },
): AsyncGenerator<FollowedEvent> {
  authorise(ctx, 'read');
  await requireTopics(ctx, input.topics);
  const names = new Map(input.topics.map((topic) => [storedTopic(ctx.actor.agencyId, topic), topic]));
  const wake = createWake(input.signal);
  const unsubscribe = ctx.bus.subscribe([...names.keys()], wake.now);
  let checkedAt = Date.now();
  try {
    const known = await knownCursor(ctx, names, input.cursor);
    let { cursor } = known;
    for (const topic of known.cut)
      yield { topic, id: cursor[topic] ?? 0, at: ctx.now().toISOString(), event: { type: 'feed.cut' }, cursor };
    while (!input.signal.aborted) {
      wake.reset();
      const rows = await ctx.db
        .selectFrom('events')
        .select(['topic', 'id', 'at', 'event'])
        .where((where) =>
          where.or(
            [...names].map(([stored, topic]) =>
              where.and([where('topic', '=', stored), where('id', '>', cursor[topic] ?? 0)]),
            ),
          ),
        )
        .orderBy('topic')
        .orderBy('id')
        .limit(batchSize)
        .execute();
      for (const row of rows) {
        const topic = names.get(row.topic);
        if (!topic) continue;
        cursor = { ...cursor, [topic]: row.id };
        if (!(await isForActor(ctx, row.event))) continue;
        yield { topic, id: row.id, at: row.at.toISOString(), event: row.event, cursor };
      }
      if (Date.now() - checkedAt >= recheckMs) {
        if (!(await input.stillAllowed())) return;
        checkedAt = Date.now();
      }
      if (rows.length < batchSize) await wake.wait(recheckMs);
    }
  } finally {
    unsubscribe();
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
 * events after the place were cleaned up, the topic goes on after them, and its reader has to be told.
 */
async function knownCursor(
  ctx: Context,
  names: ReadonlyMap<string, Topic>,
  given: FeedCursor,
): Promise<{ cursor: Record<string, number>; cut: Topic[] }> {
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
    .where('topic', 'in', [...names.keys()])
    .execute();
  const held = new Map(rows.map((row) => [row.topic, row]));
  const cut: Topic[] = [];
  const cursor: Record<string, number> = {};
  for (const [stored, topic] of names) {
    const { last_id: last, first_id: first } = held.get(stored) ?? { last_id: 0, first_id: null };
    const id = given[topic] ?? 0;
    const place = id <= last ? id : 0;
    const gone = (first ?? last + 1) - 1;
    if (place < gone) cut.push(topic);
    cursor[topic] = Math.max(place, gone);
  }
  return { cursor, cut };
}

/** A flag that a waiter can sleep on: set by the bus, by the timer or by the end of the subscription. */
function createWake(signal: AbortSignal) {
  let set = false;
  let release: (() => void) | null = null;
  const now = () => {
    set = true;
    release?.();
  };
  signal.addEventListener('abort', now, { once: true });
  return {
    now,
    reset: () => {
      set = false;
    },
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        if (set) return resolve();
        const timer = setTimeout(resolve, ms);
        release = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
