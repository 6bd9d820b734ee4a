import type { Db } from '@groundwork/db';
import type { BudgetReading, RequestBudget } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';

/** We use this share of what GHL allows: calls that left late may arrive in the next window together with its own. */
const share = 0.8;
/** GHL: 100 per 10 s and 200,000 a day, per app and location; test accounts have 25. Until its headers say more, the smaller. */
const unknownBurst = 25;
const unknownDaily = 10_000;
const refusedForMs = 10_000;
/** Calls under way make GHL's count and ours differ a little; only more than this is somebody else's use. */
const normalDifference = 10;

/**
 * One budget per resource (a location, or a company), shared by every process through one row of PostgreSQL.
 * The row holds when each call of the last interval was let go, so no interval of any phase ever holds more than the limit.
 */
export const createRequestBudget = (db: Db): RequestBudget => ({
  async take(resource, signal) {
    await db
      .insertInto('rate_budgets')
      .values({ resource })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    while (true) {
      signal?.throwIfAborted();
      const { granted, spent, wait_ms } = await tryTake(db, resource);
      if (granted) return;
      if (spent)
        throw new AppError(
          'RATE_LIMITED',
          "Today's GHL budget for this account is used up. It is renewed at midnight UTC; apply again then.",
        );
      await sleep(Math.max(5, Math.ceil(wait_ms)), undefined, signal ? { signal } : {});
    }
  },
  async observe(resource, seen) {
    if (seen.limit === null && seen.dailyLimit === null && !seen.refused) return;
    await observe(db, resource, seen);
  },
});

async function tryTake(db: Db, resource: string): Promise<{ granted: boolean; spent: boolean; wait_ms: number }> {
  const { rows } = await sql<{ granted: boolean; spent: boolean; wait_ms: number }>`
    with now as (select clock_timestamp() as at),
    row as (
      select
        array(select t from unnest(b.taken) t where t > now.at - b.interval_ms * interval '1 millisecond' order by t) as recent,
        greatest(1, floor(coalesce(b.burst_limit, ${unknownBurst}) * ${share}::float8))::int as burst,
        floor(coalesce(b.daily_limit, ${unknownDaily}) * ${share}::float8)::int as daily,
        case when b.day = (now.at at time zone 'utc')::date then b.taken_today else 0 end as today,
        b.interval_ms, coalesce(b.blocked_until, '-infinity') as blocked_until, now.at
      from rate_budgets b, now where b.resource = ${resource} for update of b
    ),
    verdict as (
      select *, at >= blocked_until and cardinality(recent) < burst and today < daily as granted from row
    ),
    taken as (
      update rate_budgets b set
        taken = case when v.granted then v.recent || v.at else v.recent end,
        day = (v.at at time zone 'utc')::date,
        taken_today = v.today + v.granted::int
      from verdict v where b.resource = ${resource}
    )
    select granted, today >= daily as spent,
      extract(epoch from greatest(
        case when cardinality(recent) >= burst
          then recent[cardinality(recent) - burst + 1] + interval_ms * interval '1 millisecond' else at end,
        case when blocked_until > at then blocked_until else at end
      ) - at)::float8 * 1000 as wait_ms
    from verdict`.execute(db);
  const row = rows[0];
  if (!row) throw new Error(`no rate budget for ${resource}`);
  return row;
}

/** GHL's own count wins where it is lower than ours: somebody else uses the same budget. */
async function observe(db: Db, resource: string, seen: BudgetReading): Promise<void> {
  const blockMs = seen.refused
    ? (seen.retryAfterMs ?? refusedForMs)
    : seen.remaining === 0
      ? (seen.intervalMs ?? refusedForMs)
      : null;
  const usedNow = seen.limit !== null && seen.remaining !== null ? seen.limit - seen.remaining : null;
  const usedToday =
    seen.dailyLimit !== null && seen.dailyRemaining !== null ? seen.dailyLimit - seen.dailyRemaining : null;
  const recent = sql`array(select t from unnest(b.taken) t
    where t > now.at - coalesce(${seen.intervalMs}::int, b.interval_ms) * interval '1 millisecond')`;
  const isMoreThanOurs = sql`${usedNow}::int > cardinality(${recent}) + ${normalDifference}`;
  const countedToday = sql`case when b.day = now.today then b.taken_today else 0 end`;
  await sql`
    update rate_budgets b set
      burst_limit = coalesce(${seen.limit}::int, burst_limit),
      interval_ms = coalesce(${seen.intervalMs}::int, interval_ms),
      daily_limit = coalesce(${seen.dailyLimit}::int, daily_limit),
      blocked_until = case when ${blockMs}::int is null then blocked_until
        else greatest(blocked_until, clock_timestamp() + ${blockMs}::int * interval '1 millisecond') end,
      refused = refused + ${seen.refused ? 1 : 0},
      taken = case when ${isMoreThanOurs}
        then ${recent} || array_fill(now.at, array[${usedNow}::int - cardinality(${recent})]) else taken end,
      day = now.today,
      taken_today = greatest(${countedToday}, ${usedToday}::int)
    from (select at, (at at time zone 'utc')::date as today from (select clock_timestamp() as at) clock) now
    where resource = ${resource}
      and (${isMoreThanOurs}
        or ${usedToday}::int > ${countedToday}
        or ${blockMs}::int is not null
        or burst_limit is distinct from coalesce(${seen.limit}::int, burst_limit)
        or interval_ms is distinct from coalesce(${seen.intervalMs}::int, interval_ms)
        or daily_limit is distinct from coalesce(${seen.dailyLimit}::int, daily_limit))`.execute(db);
}
