import type { BlueprintSummaryView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context } from '../context.ts';
import { storedKindCounts, totalOf } from './kind-counts.ts';

export async function listBlueprints(ctx: Context): Promise<BlueprintSummaryView[]> {
  authorise(ctx, 'read');
  const rows = await ctx.db
    .selectFrom('blueprints')
    .innerJoinLateral(
      (query) =>
        query
          .selectFrom('blueprint_versions as version')
          .whereRef('version.blueprint_id', '=', 'blueprints.id')
          .orderBy('version.number', 'desc')
          .limit(1)
          .select([
            'version.number',
            'version.created_at as updatedAt',
            sql<string | null>`version.document->>'description'`.as('description'),
            storedKindCounts().as('kinds'),
          ])
          .as('latest'),
      (join) => join.onTrue(),
    )
    .where('blueprints.agency_id', '=', ctx.actor.agencyId)
    .orderBy('latest.updatedAt', 'desc')
    .select([
      'blueprints.id',
      'blueprints.name',
      'latest.number',
      'latest.updatedAt',
      'latest.description',
      'latest.kinds',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    latestVersion: row.number,
    resourceCount: totalOf(row.kinds),
    kinds: row.kinds,
    updatedAt: row.updatedAt.toISOString(),
  }));
}
