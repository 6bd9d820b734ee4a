import type { Db } from '@groundwork/db';
import type { Lane } from '@groundwork/integrations/ghl';
import { sql } from 'kysely';
import {
  answeredWithinMs,
  burstShare,
  clockStretch,
  dailyShare,
  reservedShare,
  unknownBurst,
  unknownDaily,
  waitsLongerMs,
} from './limits.ts';
import { noDisk } from './no-disk.ts';

export type PerLane = Record<Lane, number>;

export interface Taken {
  granted: PerLane;
  /** Nothing is left of the day: for people, for the other lanes. */
  spent: { people: boolean; others: boolean };
  /** How long until more may be granted to the first lane that wants more. */
  waitMs: number;
}

/**
 * Lets calls go, as many as the resource's row allows, in one statement. Its clock is read under the row's lock.
 *
 * When a call reaches GHL nobody here knows: some time between its grant and its answer. So it counts from its grant until one
 * interval after its answer; `taken` holds when each was answered. Of the calls that GHL counts in one interval, sliding or
 * fixed, take the one that was granted last: all the others were answered within an interval before that, or not yet, so that
 * they were counted then, and there were no more of them than the limit. That holds whatever the latency, its jitter, a wait for
 * a connection, or a process that stalls.
 *
 * A lane gets nothing while one before it wants more than it was given, in this process or another: `waiting` holds which
 * processes wait where. `wanted` is all that this process wants now, so that wanting nothing takes back what it said before.
 */
export async function takeFromBudget(
  db: Db,
  { resource, process, wanted }: { resource: string; process: string; wanted: PerLane },
): Promise<Taken> {
  for (;;) {
    const taken = await tryTake(db, resource, process, wanted);
    if (taken) return taken;
    await db
      .insertInto('rate_budgets')
      .values({ resource })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** While others hold us back, when they will be served is their guess; so it is looked at again this often at most. */
const lookAgainMs = 50;

async function tryTake(db: Db, resource: string, process: string, wanted: PerLane): Promise<Taken | null> {
  // Materialized, since PostgreSQL else works out each expression once for every later use of it: four times slower.
  const { rows } = await sql<Row>`
    with held as materialized (select * from rate_budgets where resource = ${resource} for update),
    now as materialized (
      select at, extract(epoch from at)::float8 * 1000 as ms, ${noDisk} from (select clock_timestamp() as at from held) clock
    ),
    ahead as (
      select
        coalesce(jsonb_object_agg(process, lanes), '{}') as waiting,
        max((lanes->>'interactive')::float8) as interactive,
        max((lanes->>'sync')::float8) as sync
      from held, now, jsonb_each(held.waiting) as each(process, lanes)
      where process <> ${process}
        and greatest((lanes->>'interactive')::float8, (lanes->>'sync')::float8) > now.ms
    ),
    row as materialized (
      select
        b.interval_ms * ${clockStretch}::float8 * interval '1 millisecond' as span,
        array(select t from unnest(b.taken) t where t > now.at - b.interval_ms * ${clockStretch}::float8 * interval '1 millisecond' order by t) as recent,
        coalesce(b.burst_limit, ${unknownBurst})::int as burst_limit,
        coalesce(b.daily_limit, ${unknownDaily})::int as daily_limit,
        case when b.day = (now.at at time zone 'utc')::date then b.taken_today else 0 end as today,
        coalesce(b.blocked_until, '-infinity') as blocked_until,
        coalesce(ahead.interactive > now.ms, false) as interactive_ahead,
        coalesce(ahead.sync > now.ms, false) as sync_ahead,
        ahead.waiting, ahead.interactive, ahead.sync, now.at, now.ms
      from held b, now, ahead
    ),
    limits as materialized (
      select *,
        cardinality(recent) as used,
        greatest(1, floor(burst_limit * ${burstShare}::float8))::int as for_people,
        greatest(1, floor(burst_limit * ${burstShare}::float8)
          - greatest(1, floor(burst_limit * ${reservedShare}::float8)))::int as for_others,
        floor(daily_limit * ${dailyShare.people}::float8)::int as day_of_people,
        floor(daily_limit * ${dailyShare.others}::float8)::int as day_of_others
      from row
    ),
    first as materialized (
      select *, case when at >= blocked_until
        then greatest(0, least(${wanted.interactive}::int, for_people - used, day_of_people - today)) else 0 end as interactive_granted
      from limits
    ),
    second as materialized (
      select *, case when at >= blocked_until and not interactive_ahead and interactive_granted = ${wanted.interactive}::int
        then greatest(0, least(${wanted.sync}::int, for_others - used - interactive_granted, day_of_others - today - interactive_granted))
        else 0 end as sync_granted
      from first
    ),
    third as materialized (
      select *, case when at >= blocked_until and not interactive_ahead and not sync_ahead
          and interactive_granted = ${wanted.interactive}::int and sync_granted = ${wanted.sync}::int
        then greatest(0, least(${wanted.bulk}::int, for_others - used - interactive_granted - sync_granted,
          day_of_others - today - interactive_granted - sync_granted))
        else 0 end as bulk_granted
      from second
    ),
    verdict as materialized (
      select *,
        interactive_granted + sync_granted + bulk_granted as granted,
        interactive_granted < ${wanted.interactive}::int as interactive_waits,
        sync_granted < ${wanted.sync}::int as sync_waits
      from third
    ),
    waits as materialized (
      select *, greatest(
        blocked_until,
        -- One that is not answered yet leaves no sooner than if it were answered now.
        case when used + granted >= case when interactive_waits then for_people else for_others end
          then least(recent[used + granted + 1 - case when interactive_waits then for_people else for_others end], at) + span
          else at + interval '5 milliseconds' end,
        case when interactive_waits or not (interactive_ahead or sync_ahead and not sync_waits) then at
          else at + greatest(${lookAgainMs}::float8, least(
            case when interactive_ahead then interactive end, case when sync_ahead and not sync_waits then sync end
          ) - ${waitsLongerMs}::float8 - ms + ${lookAgainMs}::float8) * interval '1 millisecond' end
      ) as until
      from verdict
    ),
    taken as (
      update rate_budgets b set
        taken = w.recent || array_fill(w.at + ${answeredWithinMs}::int * interval '1 millisecond', array[w.granted]),
        day = (w.at at time zone 'utc')::date,
        taken_today = w.today + w.granted,
        waiting = w.waiting || case when interactive_waits or sync_waits
          then jsonb_build_object(${process}::text, jsonb_strip_nulls(jsonb_build_object(
            'interactive', case when interactive_waits then extract(epoch from until)::float8 * 1000 + ${waitsLongerMs}::float8 end,
            'sync', case when sync_waits then extract(epoch from until)::float8 * 1000 + ${waitsLongerMs}::float8 end)))
          else '{}' end
      from waits w where b.resource = ${resource}
    )
    select interactive_granted, sync_granted, bulk_granted,
      today >= day_of_people as people_spent, today >= day_of_others as others_spent,
      extract(epoch from until - at)::float8 * 1000 as wait_ms
    from waits`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    granted: { interactive: row.interactive_granted, sync: row.sync_granted, bulk: row.bulk_granted },
    spent: { people: row.people_spent, others: row.others_spent },
    waitMs: Math.ceil(row.wait_ms),
  };
}

interface Row {
  interactive_granted: number;
  sync_granted: number;
  bulk_granted: number;
  people_spent: boolean;
  others_spent: boolean;
  wait_ms: number;
}
