import type { Tx } from '@groundwork/db';
import type { FeedEvent, Topic } from '@groundwork/shared/events';
import { sql } from 'kysely';

export const eventChannel = 'groundwork_events';

/** Topics are stored with their agency in them; a client only ever says `agency`. */
export const storedTopic = (agencyId: string, topic: Topic): string =>
  topic === 'agency' ? `agency:${agencyId}` : topic;

/** The topic as its agency's clients say it. */
export const topicOf = (stored: string): Topic => (stored.startsWith('job:') ? (stored as `job:${string}`) : 'agency');

/** What a topic's followers are told. */
export interface News {
  topic: Topic;
  events: readonly FeedEvent[];
}

/** The same for one topic. */
export const publishEvents = (tx: Tx, agencyId: string, topic: Topic, events: readonly FeedEvent[]): Promise<void> =>
  publishNews(tx, agencyId, [{ topic, events }]);

/**
 * Stores events and wakes every API process when the transaction commits. Ids are given under the topics' row locks, which are
 * held to the end of the transaction: call it last.
 */
export async function publishNews(tx: Tx, agencyId: string, news: readonly News[]): Promise<void> {
  const told = news.filter(({ events }) => events.length > 0);
  if (told.length === 0) return;
  const rows = told.map(({ topic, events }) => ({ topic: storedTopic(agencyId, topic), events }));
  await sql`
    with news as materialized (
      select topic, events, jsonb_array_length(events) as length
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news (topic text, events jsonb)
    ), told as (
      insert into event_topics (topic, agency_id, last_id) select topic, ${agencyId}, length from news
      on conflict (topic) do update set last_id = event_topics.last_id + excluded.last_id
      returning topic, last_id
    ), stored as (
      insert into events (topic, id, event)
      select topic, told.last_id - news.length + each.place, each.event
      from told join news using (topic), jsonb_array_elements(news.events) with ordinality as each (event, place)
    )
    select pg_notify(${eventChannel}, topic) from told`.execute(tx);
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
