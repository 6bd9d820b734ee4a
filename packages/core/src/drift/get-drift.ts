import type { DriftOverviewView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { causeViews, countCauses } from './cause-views.ts';
import { accountsAsked } from './checks-asked.ts';
import { failureCauseViews } from './failure-causes.ts';

const mostCauses = 500;
const mostFailures = 100;

/** The agency's drift, grouped by cause: a page of the causes, those with the most open accounts first. */
export async function getDrift(
  ctx: Context,
  { offset = 0, limit = mostCauses }: { offset?: number | undefined; limit?: number | undefined } = {},
): Promise<DriftOverviewView> {
  authorise(ctx, 'read');
  const { agencyId, locationIds } = ctx.actor;
  const sight = { agencyId, locationIds };
  const [agency, checks, causes, causesTotal, failureCauses] = await Promise.all([
    ctx.db.selectFrom('agencies').where('id', '=', agencyId).select('drift_every_hours').executeTakeFirstOrThrow(),
    checkCounts(ctx),
    causeViews(ctx.db, { ...sight, now: ctx.now(), which: { offset, limit } }),
    countCauses(ctx.db, sight),
    failureCauseViews(ctx.db, sight),
  ]);
  const { oldest, ...counts } = checks;
  return {
    everyHours: agency.drift_every_hours,
    counts,
    causes,
    causesTotal,
    failureCauses,
    failures: failureCauses
      .flatMap(({ error, examples }) =>
        examples.map(({ id, name, checkedAt }) => ({ location: { id, name }, error, checkedAt })),
      )
      .slice(0, mostFailures),
    oldestCheckAt: oldest?.toISOString() ?? null,
  };
}

/** Each pair of an account and a blueprint of which something is recorded there; `checking` are counted among the others as well. */
async function checkCounts({ db, actor }: Context): Promise<DriftOverviewView['counts'] & { oldest: Date | null }> {
  const { agencyId } = actor;
  const { rows } = await sql<DriftOverviewView['counts'] & { oldest: Date | null }>`
    select count(*)::int as total,
      (count(*) filter (where checked.state = 'clean'))::int as clean,
      (count(*) filter (where checked.state = 'drifted'))::int as drifted,
      (count(*) filter (where checked.state = 'failed'))::int as failed,
      (count(*) filter (where checked.state is null))::int as unchecked,
      (count(*) filter (where asked.location_id is not null))::int as checking,
      min(checked.checked_at) as oldest
    from (
      select distinct held.location_id, held.blueprint_id from resource_states held
      join locations on locations.agency_id = held.agency_id and locations.id = held.location_id
      where held.agency_id = ${agencyId} and ${inScope(actor, 'held.location_id')} and locations.state = 'active'
    ) applied
    left join drift_checks checked on checked.agency_id = ${agencyId}
      and checked.location_id = applied.location_id and checked.blueprint_id = applied.blueprint_id
    left join ${accountsAsked(agencyId)} asked on asked.location_id = applied.location_id`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('a count has no row');
  return counts;
}
