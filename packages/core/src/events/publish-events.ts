import type { Tx } from '@groundwork/db';
import type { FeedEvent, Topic } from '@groundwork/shared/events';
import { sql } from 'kysely';

export const eventChannel = 'groundwork_events';

/** Topics are stored with their agency in them; a client only ever says `agency`. */
export const storedTopic = (agencyId: string, topic: Topic): string =>
  topic === 'agency' ? `agency:${agencyId}` : topic;

/** The topic as its agency's clients say it. */
export const topicOf = (stored: string): Topic => (stored.startsWith('job:') ? (stored as `job:${string}`) : 'agency');

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
  await sql`
    with topic as (
      insert into event_topics (topic, agency_id, last_id) values (${stored}, ${agencyId}, ${events.length})
      on conflict (topic) do update set last_id = event_topics.last_id + excluded.last_id
      returning last_id
    ), stored as (
      insert into events (topic, id, event)
      select ${stored}, topic.last_id - ${events.length}::int + news.place::int, news.event
      from topic, jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality as news (event, place)
    )
    select pg_notify(${eventChannel}, ${stored})`.execute(tx);
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
