import type { Db } from '@groundwork/db';
import type { StoredEvent, Topic } from '@groundwork/shared/events';
import { topicOf } from './publish-events.ts';

export const batchSize = 200;
/** Held beside what the last read brought, for a follower that comes back or is not quite as quick. */
const keptEvents = 50;

export interface TopicEvent extends StoredEvent {
  topic: Topic;
}

/** The newest events of one topic, read once for all who follow it in this process. The objects are shared: nobody changes one. */
export interface TopicTail {
  /** Resolves when the tail knows where its topic is. Rejects where that could not be read; asked again, it is read again. */
  ready(): Promise<void>;
  /** Whether everything after this event is in memory, as far as this process has heard of it. */
  reaches(id: number): boolean;
  /** What came after the event, maybe nothing yet; null where memory does not reach back so far. */
  after(id: number): readonly TopicEvent[] | null;
}

/** Everything after `from`, without a gap. */
interface Held {
  from: number;
  events: readonly TopicEvent[];
}

export interface OpenTail extends TopicTail {
  /** At every notification. One that comes during a read is answered by another read, so that one which saw nothing yet is never the last. */
  refresh: () => void;
  /** After the connection was lost: what answers now may be another database, which knows less. */
  restart: () => void;
}

/** `wake` is called where a read brought something, or failed. */
export function createTail(db: Db, stored: string, wake: () => void): OpenTail {
  let held: Held | null = null;
  let reading: Promise<void> | null = null;
  let isStale = false;
  let isDoubted = false;

  async function read(): Promise<void> {
    try {
      do {
        isStale = false;
        const before = isDoubted ? null : held;
        isDoubted = false;
        held = before ? await readOn(before) : await readNewest(db, stored);
        if (held !== before) wake();
      } while (isStale);
    } catch (error) {
      // Whoever follows asks for `ready` then, and hears why.
      held = null;
      wake();
      throw error;
    } finally {
      reading = null;
    }
  }

  function refresh(): void {
    isStale = true;
    (reading ??= read()).catch(() => {});
  }

  async function readOn(before: Held): Promise<Held> {
    const last = lastOf(before);
    const news = await readAfter(db, stored, last);
    if (news.length === batchSize) isStale = true;
    const first = news[0];
    if (!first) return before;
    // What was cleaned up before it was read is a gap: memory begins anew after it.
    if (first.id !== last + 1) return { from: first.id - 1, events: news };
    const kept = before.events.slice(-keptEvents);
    return { from: (kept[0]?.id ?? first.id) - 1, events: [...kept, ...news] };
  }

  return {
    async ready() {
      if (!held) await (reading ??= read());
    },
    reaches: (id) => held !== null && held.from <= id && id <= lastOf(held),
    after: (id) => (held && held.from <= id ? held.events.slice(id - held.from) : null),
    refresh,
    restart() {
      isDoubted = true;
      refresh();
    },
  };
}

const lastOf = ({ from, events }: Held): number => from + events.length;

/** At most a batch, from the table. */
export async function readAfter(db: Db, stored: string, id: number): Promise<TopicEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'at', 'event'])
    .where('topic', '=', stored)
    .where('id', '>', id)
    .orderBy('id')
    .limit(batchSize)
    .execute();
  const topic = topicOf(stored);
  return rows.map((row) => ({ topic, id: row.id, at: row.at.toISOString(), event: row.event }));
}

/** What is committed between the two statements is in the second. */
async function readNewest(db: Db, stored: string): Promise<Held> {
  const row = await db.selectFrom('event_topics').select('last_id').where('topic', '=', stored).executeTakeFirst();
  const last = row?.last_id ?? 0;
  const events = await readAfter(db, stored, Math.max(0, last - keptEvents));
  return { from: (events[0]?.id ?? last + 1) - 1, events };
}
