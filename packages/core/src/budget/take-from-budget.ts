import type { Db } from '@groundwork/db';
import { sql } from 'kysely';

/**
 * A call that left late may arrive in GHL's next interval together with its own. So ours is this much longer than GHL's: then no
 * interval of GHL's holds more than one of ours, as long as calls arrive within a second of each other.
 */
const stretch = 1.1;
/** And of what GHL allows a few calls are kept for those that take longer. */
const share = 0.95;
const dailyShare = 0.8;
/** GHL: 100 per 10 s and 200,000 a day, per app and location; test accounts have 25. Until its headers say more, the smaller. */
const unknownBurst = 25;
const unknownDaily = 10_000;

export interface Taken {
  granted: number;
  /** Nothing is left of the day. */
  spent: boolean;
  /** How long until more may be granted. */
  waitMs: number;
}

/** Lets up to `wanted` calls go, as many as the resource's row allows, in one statement. */
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
    with now as (select clock_timestamp() as at),
    row as (
      select
        array(select t from unnest(b.taken) t where t > now.at - b.interval_ms * ${stretch}::float8 * interval '1 millisecond' order by t) as recent,
        greatest(1, floor(coalesce(b.burst_limit, ${unknownBurst}) * ${share}::float8))::int as burst,
        floor(coalesce(b.daily_limit, ${unknownDaily}) * ${dailyShare}::float8)::int as daily,
        case when b.day = (now.at at time zone 'utc')::date then b.taken_today else 0 end as today,
        b.interval_ms, coalesce(b.blocked_until, '-infinity') as blocked_until, now.at
      from rate_budgets b, now where b.resource = ${resource} for update of b
    ),
    verdict as (
      select *, case when at >= blocked_until
        then greatest(0, least(${wanted}::int, burst - cardinality(recent), daily - today)) else 0 end as granted
      from row
    ),
    taken as (
      update rate_budgets b set
        taken = v.recent || array_fill(v.at, array[v.granted]),
        day = (v.at at time zone 'utc')::date,
        taken_today = v.today + v.granted
      from verdict v where b.resource = ${resource}
    )
    select granted, today >= daily as spent,
      extract(epoch from greatest(
        case when cardinality(recent) >= burst
          then recent[cardinality(recent) - burst + 1] + interval_ms * ${stretch}::float8 * interval '1 millisecond' else at end,
        case when blocked_until > at then blocked_until else at end
      ) - at)::float8 * 1000 as wait_ms
    from verdict`.execute(db);
  const [row] = rows;
  return row ? { granted: row.granted, spent: row.spent, waitMs: Math.max(5, Math.ceil(row.wait_ms)) } : null;
}
