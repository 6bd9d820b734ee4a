import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { driftCheckQueue } from '../queue.ts';
import { askForChecks } from './ask-for-checks.ts';

/** So many in a minute at most: an agency that comes back after a day leaves the others their turns. */
const maxAMinute = 200;
/** A read that failed is tried again that soon, where the agency's period is longer. */
const failedAgainSeconds = 3600;

/** Asks for the checks that are due, spread over the agency's period. Runs every minute, on one worker. */
export async function scheduleChecks(core: Core): Promise<void> {
  const agencies = await core.db
    .selectFrom('agencies')
    .where((eb) =>
      eb.or(
        (['resource_states', 'drift_checks'] as const).map((table) =>
          eb.exists(eb.selectFrom(table).whereRef('agency_id', '=', 'agencies.id').select('location_id')),
        ),
      ),
    )
    .select(['id', 'drift_every_hours'])
    .execute();
  for (const { id, drift_every_hours: hours } of agencies) await scheduleAgency(core, id, hours);
}

async function scheduleAgency(core: Core, agencyId: string, hours: number | null): Promise<void> {
  const due = await dueAccounts(core, { agencyId, periodSeconds: hours === null ? null : hours * 3600 });
  if (due.length === 0) return;
  await core.db.transaction().execute((tx) =>
    askForChecks(
      core,
      tx,
      due.map((locationId) => ({ agencyId, locationId })),
    ),
  );
  core.log.info({ agencyId, accounts: due.length }, 'drift checks are due');
}

/**
 * Each account has its own moment in the period, by a hash of its id, and is due when one of these has passed since it was
 * checked, or since something was first applied: a fleet that was checked all at once, or applied in one rollout, is spread
 * again over the next period. Where there is drift to show, a job that has ended since is a reason as well, whatever the period:
 * it may have mended it. Accounts that are closed, being written or asked about already are left out.
 */
async function dueAccounts(
  core: Core,
  { agencyId, periodSeconds }: { agencyId: string; periodSeconds: number | null },
): Promise<string[]> {
  const now = core.now();
  const { rows } = await sql<{ id: string }>`
    with pairs as (
      select location_id, blueprint_id from resource_states where agency_id = ${agencyId}
      -- Of what was destroyed or taken back since, a check forgets the drift.
      union select location_id, blueprint_id from drift_checks where agency_id = ${agencyId}
    ), accounts as (
      select location.id,
        min(coalesce(checked.checked_at, begun.at, 'epoch')) as checked_at,
        bool_or(checked.state = 'failed') as has_failed,
        mod(hashtextextended(location.id, 0), ${periodSeconds}::bigint) as offset_seconds,
        exists (
          select from drift_findings found where found.agency_id = ${agencyId} and found.location_id = location.id
        ) as has_drift
      from pairs
      join locations location on location.agency_id = ${agencyId} and location.id = pairs.location_id
      left join drift_checks checked on checked.agency_id = ${agencyId}
        and checked.location_id = pairs.location_id and checked.blueprint_id = pairs.blueprint_id
      left join lateral (
        select min(job.started_at) as at
        from jobs job
        join plans plan on plan.id = job.plan_id
        join blueprint_versions version on version.id = plan.blueprint_version_id
        where job.agency_id = ${agencyId} and job.location_id = pairs.location_id
          and version.blueprint_id = pairs.blueprint_id and checked.checked_at is null
      ) begun on true
      where location.state = 'active'
      group by location.id
    ), moments as (
      select *, to_timestamp(
        floor((extract(epoch from ${now}::timestamptz) - offset_seconds) / ${periodSeconds}::bigint) * ${periodSeconds}::bigint
        + offset_seconds) as last_moment
      from accounts
    )
    select id from moments
    where (checked_at < last_moment
        or (has_failed and ${periodSeconds}::bigint > 0
          and checked_at < ${now}::timestamptz - make_interval(secs => ${failedAgainSeconds}))
        or (has_drift and exists (
          select from jobs ended where ended.agency_id = ${agencyId} and ended.location_id = moments.id
            and ended.finished_at > checked_at)))
      and not exists (
        select from jobs where jobs.agency_id = ${agencyId} and jobs.location_id = moments.id
          and jobs.state in ('PENDING', 'PROCESSING'))
      and not exists (
        select from pgboss.job waiting where waiting.name = ${driftCheckQueue}
          and waiting.singleton_key = ${agencyId} || ':' || moments.id and waiting.state < 'completed')
    order by checked_at, id
    limit ${maxAMinute}`.execute(core.db);
  return rows.map(({ id }) => id);
}
