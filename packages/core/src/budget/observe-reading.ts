import type { Db } from '@groundwork/db';
import type { BudgetReading } from '@groundwork/integrations/ghl';
import { sql } from 'kysely';

const refusedForMs = 10_000;
/** Calls under way make GHL's count and ours differ a little; only more than this is somebody else's use. */
const normalDifference = 10;

/** GHL's own count wins where it is lower than ours: somebody else uses the same budget. */
export async function observeReading(db: Db, resource: string, seen: BudgetReading, refusals: number): Promise<void> {
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
      refused = refused + ${refusals},
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
