import type { Db } from '@groundwork/db';
import { sql } from 'kysely';
import { queues } from './queue.ts';

/** What of a queue is due; what is to go later is none of it. Counted up to ten thousand, of those that go first. */
export interface Backlog {
  queue: string;
  /** A worker with room would take them at once. */
  forWorker: number;
  /** Behind another job of their account: more workers make them no faster. */
  forAccount: number;
  /** How long the first of those that wait for a worker has been due; 0 where there is none. */
  oldestSeconds: number;
}

const countedAtMost = 10_000;

/** pg-boss counts too, but as long as a worker runs, and says no age. */
export async function readBacklog(db: Db): Promise<Backlog[]> {
  const { rows } = await backlogQuery.execute(db);
  return rows;
}

/** Of the accounts that are free each has one message to take: the others go one after another. */
export const backlogQuery = sql<Backlog>`
  with held as materialized (
    select name, group_id from pgboss.job
    where name = any(${[...queues]}::text[]) and state = 'active' and group_id is not null
  )
  select queue, "forWorker", due - "forWorker" as "forAccount", "oldestSeconds"
  from unnest(${[...queues]}::text[]) with ordinality as listed (queue, place), lateral (
    select count(*) as due,
      count(*) filter (where group_id is null) + count(distinct group_id) filter (where is_free) as "forWorker",
      coalesce(extract(epoch from now() - min(since) filter (where is_free)), 0)::float8 as "oldestSeconds"
    from (
      select job.group_id, greatest(job.created_on, job.start_after) as since,
        job.group_id is null or (job.name, job.group_id) not in (select name, group_id from held) as is_free
      from pgboss.job
      where job.name = queue and job.state < 'active' and not job.blocked and job.start_after <= now()
      order by job.priority desc, job.created_on limit ${countedAtMost}
    ) message
  ) counted
  order by place`;
