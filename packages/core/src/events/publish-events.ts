import type { Tx } from '@groundwork/db';
import type { FeedEvent, Topic } from '@groundwork/shared/events';
import { sql } from 'kysely';

export const eventChannel = 'groundwork_events';

/** Topics are stored with their agency in them; a client only ever says `agency`. */
export const storedTopic = (agencyId: string, topic: Topic): string =>
  topic === 'agency' ? `agency:${agencyId}` : topic;

/**
 * Waits until nobody else is about to publish to the topic. What is read after it, and published, is never older than what was
 * published before.
 */
export async function lockTopic(tx: Tx, agencyId: string, topic: Topic): Promise<void> {
  await tx
    .selectFrom('event_topics')
    .select('topic')
    .where('topic', '=', storedTopic(agencyId, topic))
    .forUpdate()
    .execute();
}

/**
 * Stores events and wakes every API process when the transaction commits. Ids are given under the topic's row lock, which is
 * held to the end of the transaction: call it last.
 */
export async function publishEvents(
  tx: Tx,
  agencyId: string,
  topic: Topic,
  events: readonly FeedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const stored = storedTopic(agencyId, topic);
  const { last_id } = await tx
    .insertInto('event_topics')
    .values({ topic: stored, agency_id: agencyId, last_id: events.length })
    .onConflict((conflict) =>
      conflict.column('topic').doUpdateSet({ last_id: sql`event_topics.last_id + ${events.length}` }),
    )
    .returning('last_id')
    .executeTakeFirstOrThrow();
  const first = last_id - events.length + 1;
  await tx
    .insertInto('events')
    .values(events.map((event, index) => ({ topic: stored, id: first + index, event: JSON.stringify(event) })))
    .execute();
  await sql`select pg_notify(${eventChannel}, ${stored})`.execute(tx);
}

/** Id of the topic's newest event; 0 before the first. */
export async function topicCursor(db: Tx, agencyId: string, topic: Topic): Promise<number> {
  const row = await db
    .selectFrom('event_topics')
    .select('last_id')
    .where('topic', '=', storedTopic(agencyId, topic))
    .executeTakeFirst();
  return row?.last_id ?? 0;
}
