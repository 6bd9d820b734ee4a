import type { Db } from '@groundwork/db';
import { sql } from 'kysely';
import { clockStretch, unknownBurst, unknownDaily } from './limits.ts';

/**
 * When a call reaches GHL nobody here knows: some time between its grant and its answer. So it counts from its grant until one
 * interval after its answer; `taken` holds when each was answered. Of the calls that GHL counts in one interval, sliding or
 * fixed, take the one that was granted last: all the others were answered within an interval before that, or not yet, so that
 * they were counted then, and there were no more of them than the limit. That holds whatever the latency, its jitter, a wait for
 * a connection, or a process that stalls. A call that is never answered counts as answered when the adapter has long given it up.
 */
export const answeredWithinMs = 20_000;
/** And of what GHL allows a few calls are left, for whatever it counts otherwise than we do. */
const share = 0.97;
const dailyShare = 0.8;

export interface Taken {
  granted: number;
  /** Nothing is left of the day. */
  spent: boolean;
  /** How long until more may be granted. */
  waitMs: number;
}

/** Lets up to `wanted` calls go, as many as the resource's row allows, in one statement. Its clock is read under the row's lock. */
export async function takeFromBudget(db: Db, resource: string, wanted: number): Promise<Taken> {
  for (;;) {
    const taken = await tryTake(db, resource, wanted);
    if (taken) return taken;
    await db
      .insertInto('rate_budgets')
      .values({ resource })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function tryTake(db: Db, resource: string, wanted: number): Promise<Taken | null> {
  const { rows } = await sql<{ granted: number; spent: boolean; wait_ms: number }>`
    with held as materialized (select * from rate_budgets where resource = ${resource} for update),
    now as materialized (select clock_timestamp() as at from held),
    row as (
      select
        b.interval_ms * ${clockStretch}::float8 * interval '1 millisecond' as span,
        array(select t from unnest(b.taken) t where t > now.at - b.interval_ms * ${clockStretch}::float8 * interval '1 millisecond' order by t) as recent,
        greatest(1, floor(coalesce(b.burst_limit, ${unknownBurst}) * ${share}::float8))::int as burst,
        floor(coalesce(b.daily_limit, ${unknownDaily}) * ${dailyShare}::float8)::int as daily,
        case when b.day = (now.at at time zone 'utc')::date then b.taken_today else 0 end as today,
        coalesce(b.blocked_until, '-infinity') as blocked_until, now.at
      from held b, now
    ),
    verdict as (
      select *, case when at >= blocked_until
        then greatest(0, least(${wanted}::int, burst - cardinality(recent), daily - today)) else 0 end as granted
      from row
    ),
    taken as (
      update rate_budgets b set
        taken = v.recent || array_fill(v.at + ${answeredWithinMs}::int * interval '1 millisecond', array[v.granted]),
        day = (v.at at time zone 'utc')::date,
        taken_today = v.today + v.granted
      from verdict v where b.resource = ${resource}
    )
    select granted, today >= daily as spent,
      extract(epoch from greatest(
        -- One that is not answered yet leaves no sooner than if it were answered now.
        case when cardinality(recent) >= burst then least(recent[cardinality(recent) - burst + 1], at) + span else at end,
        case when blocked_until > at then blocked_until else at end
      ) - at)::float8 * 1000 as wait_ms
    from verdict`.execute(db);
  const [row] = rows;
  return row ? { granted: row.granted, spent: row.spent, waitMs: Math.max(5, Math.ceil(row.wait_ms)) } : null;
}
