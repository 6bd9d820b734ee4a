import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { insertRollout } from './insert-rollout.ts';

/** Ids of the agency's accounts that are active, where it has rules for new ones; null: it has none. */
export async function activeIfRules(tx: Tx, agencyId: string): Promise<Set<string> | null> {
  const rule = await tx.selectFrom('install_rules').where('agency_id', '=', agencyId).select('id').executeTakeFirst();
  if (!rule) return null;
  const rows = await tx
    .selectFrom('locations')
    .where('agency_id', '=', agencyId)
    .where('state', '=', 'active')
    .select('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Accounts that have the app already are no new ones to this rule, or to any, not even when a pause of theirs ends. */
export const leaveAsTheyAre = (tx: Tx, agencyId: string, ruleId?: string): Promise<unknown> =>
  sql`
    insert into install_runs (rule_id, agency_id, location_id)
    select rule.id, rule.agency_id, location.id
    from install_rules rule
    join locations location on location.agency_id = rule.agency_id and location.state in ('active', 'paused')
    where rule.agency_id = ${agencyId} and ${ruleId === undefined ? sql`true` : sql`rule.id = ${ruleId}`}
    on conflict do nothing`.execute(tx);

/**
 * Accounts that have just become active, in the transaction that has made them so: by each of the agency's rules the newest
 * version of its blueprint is rolled out there, once for all time.
 */
export async function followInstalls(
  core: Pick<Core, 'queue' | 'now'>,
  tx: Tx,
  agencyId: string,
  locationIds: readonly string[],
): Promise<void> {
  if (locationIds.length === 0) return;
  for (const run of await claimRuns(tx, agencyId, locationIds)) {
    const version = await newestVersion(tx, run.blueprintId);
    if (!version) continue;
    const rolloutId = await insertRollout(core, tx, {
      agencyId,
      name: `${version.name} for ${run.locationName}`,
      purpose: 'install',
      blueprintId: run.blueprintId,
      blueprintVersionId: version.id,
      targets: [{ locationId: run.locationId, blueprintVersionId: version.id }],
      createdBy: run.createdBy,
    });
    await tx
      .updateTable('install_runs')
      .set({ rollout_id: rolloutId })
      .where('agency_id', '=', agencyId)
      .where('rule_id', '=', run.ruleId)
      .where('location_id', '=', run.locationId)
      .execute();
  }
}

interface Run {
  ruleId: string;
  blueprintId: string;
  createdBy: string | null;
  locationId: string;
  locationName: string;
}

/** Those that nobody has claimed before. */
async function claimRuns(tx: Tx, agencyId: string, locationIds: readonly string[]): Promise<Run[]> {
  const { rows } = await sql<Run>`
    with claimed as (
      insert into install_runs (rule_id, agency_id, location_id)
      select rule.id, rule.agency_id, location.id
      from install_rules rule
      join locations location on location.agency_id = rule.agency_id and location.id = any(${[...locationIds]})
      where rule.agency_id = ${agencyId}
      on conflict do nothing
      returning rule_id, location_id
    )
    select rule.id as "ruleId", rule.blueprint_id as "blueprintId", rule.created_by as "createdBy",
      location.id as "locationId", location.name as "locationName"
    from claimed
    join install_rules rule on rule.id = claimed.rule_id
    join locations location on location.agency_id = rule.agency_id and location.id = claimed.location_id
    order by location.id, rule.created_at`.execute(tx);
  return rows;
}

const newestVersion = (tx: Tx, blueprintId: string) =>
  tx
    .selectFrom('blueprint_versions as version')
    .innerJoin('blueprints', 'blueprints.id', 'version.blueprint_id')
    .where('blueprints.id', '=', blueprintId)
    .orderBy('version.number', 'desc')
    .limit(1)
    .select(['version.id', 'blueprints.name'])
    .executeTakeFirst();
