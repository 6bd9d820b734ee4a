import { resourceList, variableList } from '@groundwork/shared/blueprint';
import type { BlueprintVersionView } from '@groundwork/shared/views';
import { authorise, type Context, notFound } from '../context.ts';
import { storedBlueprint } from './stored-blueprint.ts';

/** One version: by its id, or the newest of a blueprint. */
export async function getBlueprint(
  ctx: Context,
  input: { versionId: string } | { blueprintId: string },
): Promise<BlueprintVersionView> {
  authorise(ctx, 'read');
  const row = await ctx.db
    .selectFrom('blueprint_versions as version')
    .innerJoin('blueprints', 'blueprints.id', 'version.blueprint_id')
    .leftJoin('members', 'members.id', 'version.created_by')
    .where('version.agency_id', '=', ctx.actor.agencyId)
    .$if('versionId' in input, (query) => query.where('version.id', '=', 'versionId' in input ? input.versionId : ''))
    .$if('blueprintId' in input, (query) =>
      query.where('version.blueprint_id', '=', 'blueprintId' in input ? input.blueprintId : ''),
    )
    .orderBy('version.number', 'desc')
    .limit(1)
    .select([
      'version.id',
      'version.blueprint_id',
      'version.number',
      'version.source',
      'version.format',
      'version.created_at',
      'blueprints.name',
      'members.name as createdBy',
    ])
    .executeTakeFirst();
  if (!row) throw notFound('blueprint');
  const blueprint = storedBlueprint(row.source);
  return {
    id: row.id,
    blueprintId: row.blueprint_id,
    name: row.name,
    description: blueprint.description ?? null,
    version: row.number,
    source: row.source,
    format: row.format,
    variables: variableList(blueprint),
    resources: resourceList(blueprint),
    createdAt: row.created_at.toISOString(),
    createdBy: row.createdBy,
  };
}
