import type { BlueprintVersionSummaryView } from '@groundwork/shared/views';
import { authorise, type Context, notFound } from '../context.ts';
import { storedKindCounts, totalOf } from './kind-counts.ts';

/** The history of a blueprint, newest first. */
export async function listVersions(
  ctx: Context,
  input: { blueprintId: string },
): Promise<BlueprintVersionSummaryView[]> {
  authorise(ctx, 'read');
  const rows = await ctx.db
    .selectFrom('blueprint_versions as version')
    .leftJoin('members', 'members.id', 'version.created_by')
    .where('version.agency_id', '=', ctx.actor.agencyId)
    .where('version.blueprint_id', '=', input.blueprintId)
    .orderBy('version.number', 'desc')
    .select([
      'version.id',
      'version.number',
      'version.created_at',
      'members.name as createdBy',
      storedKindCounts().as('kinds'),
    ])
    .execute();
  if (rows.length === 0) throw notFound('blueprint');
  return rows.map((row) => ({
    id: row.id,
    version: row.number,
    resourceCount: totalOf(row.kinds),
    createdAt: row.created_at.toISOString(),
    createdBy: row.createdBy,
  }));
}
