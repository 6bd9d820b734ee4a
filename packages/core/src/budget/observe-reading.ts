import type { Db } from '@groundwork/db';
import type { BudgetReading } from '@groundwork/integrations/ghl';
import { sql } from 'kysely';
import { noDisk } from './no-disk.ts';

const refusedForMs = 10_000;
/** Calls under way make GHL's count and ours differ a little; only more than this is somebody else's use. */
const normalDifference = 10;
/** GHL counted a while before its answer is here, so calls count for its reading that have left our interval since. */
const readingAgeMs = 2_000;

/**
 * So many calls were answered: they count from now on as calls of now, not as under way (the oldest of those, which is never too
 * few). GHL's own count wins where it is higher than ours: somebody else uses the same budget.
 */
export async function observeReading(
  db: Db,
  resource: string,
  seen: BudgetReading,
  { answers, refusals }: { answers: number; refusals: number },
): Promise<void> {
  const blockMs = seen.refused
    ? (seen.retryAfterMs ?? refusedForMs)
    : seen.remaining === 0
      ? (seen.intervalMs ?? refusedForMs)
      : null;
  const usedNow = seen.limit !== null && seen.remaining !== null ? seen.limit - seen.remaining : null;
  const usedToday =
    seen.dailyLimit !== null && seen.dailyRemaining !== null ? seen.dailyLimit - seen.dailyRemaining : null;
  const countedToday = sql`case when b.day = now.today then b.taken_today else 0 end`;
  await sql`
    with held as materialized (select * from rate_budgets where resource = ${resource} for update),
    now as materialized (
      select at, (at at time zone 'utc')::date as today, ${noDisk} from (select clock_timestamp() as at from held) clock
    ),
    calls as (
      select array(
        select case when t > now.at and place <= ${answers}::int then now.at else t end
        from (select t, row_number() over (partition by t > now.at order by t) as place from unnest(b.taken) t) placed
        where t > now.at - (coalesce(${seen.intervalMs}::int, b.interval_ms) + ${readingAgeMs}::int) * interval '1 millisecond'
      ) as ours
      from held b, now
    )
    update rate_budgets b set
      burst_limit = coalesce(${seen.limit}::int, burst_limit),
      interval_ms = coalesce(${seen.intervalMs}::int, interval_ms),
      daily_limit = coalesce(${seen.dailyLimit}::int, daily_limit),
      blocked_until = case when ${blockMs}::int is null then blocked_until
        else greatest(blocked_until, now.at + ${blockMs}::int * interval '1 millisecond') end,
      refused = refused + ${refusals}::int,
      taken = case when ${usedNow}::int > cardinality(ours) + ${normalDifference}
        then ours || array_fill(now.at, array[${usedNow}::int - cardinality(ours)]) else ours end,
      day = now.today,
      taken_today = greatest(${countedToday}, ${usedToday}::int)
    from now, calls
    where resource = ${resource}`.execute(db);
}
