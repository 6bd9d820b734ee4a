import { concealItem } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { concealVariables } from './conceal-variables.ts';
import { withDefaults } from './with-defaults.ts';

export async function getPlan(ctx: Context, id: string): Promise<PlanView> {
  authorise(ctx, 'read');
  const row = await ctx.db
    .selectFrom('plans')
    .innerJoin('locations', (join) =>
      join.onRef('locations.agency_id', '=', 'plans.agency_id').onRef('locations.id', '=', 'plans.location_id'),
    )
    .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
    .innerJoin('blueprints', 'blueprints.id', 'version.blueprint_id')
    .leftJoin('members', 'members.id', 'plans.created_by')
    .leftJoin('jobs', 'jobs.plan_id', 'plans.id')
    .where('plans.agency_id', '=', ctx.actor.agencyId)
    .where('plans.id', '=', id)
    .where(inScope(ctx.actor, 'plans.location_id'))
    .select([
      'plans.id',
      'plans.purpose',
      'plans.rolls_back',
      'plans.inputs',
      'plans.variables',
      'plans.levels',
      'plans.overwrite',
      'plans.only_addresses',
      'plans.estimate',
      'plans.items',
      'plans.summary',
      'plans.fingerprint',
      'plans.created_at',
      'locations.id as locationId',
      'locations.name as locationName',
      'blueprints.id as blueprintId',
      'blueprints.name as blueprintName',
      'version.id as versionId',
      'version.number as version',
      'version.source',
      'members.name as createdBy',
      'jobs.id as jobId',
    ])
    .executeTakeFirst();
  if (!row) throw notFound('plan');
  // Rollback and destroy take nothing from the blueprint's text.
  const made = row.purpose === 'apply' ? withDefaults(row, row.source) : row;
  return {
    id: row.id,
    purpose: row.purpose,
    rollsBack: row.rolls_back,
    location: { id: row.locationId, name: row.locationName },
    blueprint: { id: row.blueprintId, name: row.blueprintName, versionId: row.versionId, version: row.version },
    inputs: concealVariables(row.inputs ?? row.variables, row.source),
    variables: concealVariables(made.variables, row.source),
    levels: made.levels,
    overwrite: row.overwrite,
    only: row.only_addresses,
    items: row.items.map(concealItem),
    summary: row.summary,
    estimate: row.estimate,
    fingerprint: row.fingerprint,
    createdAt: row.created_at.toISOString(),
    createdBy: row.createdBy,
    jobId: row.jobId,
  };
}
