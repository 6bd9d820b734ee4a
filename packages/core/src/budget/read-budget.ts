import type { Db } from '@groundwork/db';
import type { BudgetView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { clockStretch, unknownBurst, unknownDaily } from './limits.ts';

/** The budget of a location or company as it is now; null where nothing was ever asked of it. */
export async function readBudget(db: Db, resource: string): Promise<BudgetView | null> {
  const { rows } = await sql<BudgetRow>`
    select
      coalesce(burst_limit, ${unknownBurst}) as burst_limit,
      coalesce(daily_limit, ${unknownDaily}) as daily_limit,
      interval_ms,
      (select count(*)::int from unnest(taken) t
        where t > now.at - interval_ms * ${clockStretch}::float8 * interval '1 millisecond') as used,
      case when day = (now.at at time zone 'utc')::date then taken_today else 0 end as used_today,
      refused,
      case when blocked_until > now.at then blocked_until end as blocked_until,
      array(select lane from (values ('interactive', 1), ('sync', 2)) lanes(lane, place)
        where exists (select from jsonb_each(waiting) each(process, until)
          where (until->>lane)::float8 > extract(epoch from now.at)::float8 * 1000)
        order by place) as waiting
    from rate_budgets, (select clock_timestamp() as at) now
    where resource = ${resource}`.execute(db);
  const [row] = rows;
  return row ? viewOf(row) : null;
}

interface BudgetRow {
  burst_limit: number;
  daily_limit: number;
  interval_ms: number;
  used: number;
  used_today: number;
  refused: number;
  blocked_until: Date | null;
  waiting: BudgetView['waiting'];
}

const viewOf = (row: BudgetRow): BudgetView => ({
  limit: row.burst_limit,
  intervalSeconds: row.interval_ms / 1000,
  used: row.used,
  usedToday: row.used_today,
  dailyLimit: row.daily_limit,
  refused: row.refused,
  blockedUntil: row.blocked_until?.toISOString() ?? null,
  waiting: row.waiting,
});
