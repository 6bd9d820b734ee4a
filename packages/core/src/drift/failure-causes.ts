import type { Db } from '@groundwork/db';
import type { DriftFailureCauseView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope, type Sight } from '../account-scope.ts';

const mostExamples = 100;
/** Reasons that name their account are as many as the accounts. */
const mostReasons = 50;

/**
 * Why checks failed, each reason once: a lost connection keeps every account from being read. An account counts once, for what
 * keeps it from being read is the same for all its blueprints.
 */
export async function failureCauseViews(db: Db, sight: Sight): Promise<DriftFailureCauseView[]> {
  const { rows } = await sql<DriftFailureCauseView>`
    with failed as (
      select distinct on (account.id) account.id, account.name, checked.error, checked.checked_at
      from drift_checks checked
      join locations account on account.agency_id = checked.agency_id and account.id = checked.location_id
      where checked.agency_id = ${sight.agencyId} and ${inScope(sight, 'checked.location_id')}
        and account.state = 'active' and checked.state = 'failed' and checked.error is not null
      order by account.id, checked.checked_at desc
    )
    select (array_agg(error order by checked_at desc))[1] as error, count(*)::int as accounts,
      to_jsonb((array_agg(jsonb_build_object('id', id, 'name', name, 'checkedAt',
        to_char(checked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by name, id))[:${mostExamples}]) as examples
    from failed
    group by error->>'code', error->>'message'
    order by accounts desc, error->>'code', error->>'message'
    limit ${mostReasons}`.execute(db);
  return rows;
}
