import { AppError, canonicalJson, type Json } from '@groundwork/shared';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { BlueprintVersionView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { refuseOversized } from './check-blueprint.ts';
import { getBlueprint } from './get-blueprint.ts';

/**
 * Saves a blueprint under its own name: a new one, or the next version of the one of that name. A version never changes;
 * the same text again is the same version.
 */
export async function saveBlueprint(ctx: Context, source: string): Promise<BlueprintVersionView> {
  authorise(ctx, 'blueprint.write');
  refuseOversized(source);
  const parsed = parseBlueprint(source);
  if (!parsed.ok)
    throw new AppError(
      'BLUEPRINT_INVALID',
      `The blueprint has ${parsed.issues.length} ${parsed.issues.length === 1 ? 'fault' : 'faults'}. Nothing was saved.`,
      {
        issues: parsed.issues,
      },
    );

  const { agencyId, memberId } = ctx.actor;
  const versionId = await ctx.db.transaction().execute(async (tx) => {
    const blueprint = await tx
      .insertInto('blueprints')
      .values({ agency_id: agencyId, name: parsed.blueprint.name })
      // The update changes nothing but locks the row, so that two saves at once get two numbers.
      .onConflict((conflict) => conflict.columns(['agency_id', 'name']).doUpdateSet({ name: parsed.blueprint.name }))
      .returning('id')
      .executeTakeFirstOrThrow();
    const latest = await tx
      .selectFrom('blueprint_versions')
      .select(['id', 'number', 'source'])
      .where('agency_id', '=', agencyId)
      .where('blueprint_id', '=', blueprint.id)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (latest?.source === source) return latest.id;
    const version = await tx
      .insertInto('blueprint_versions')
      .values({
        agency_id: agencyId,
        blueprint_id: blueprint.id,
        number: (latest?.number ?? 0) + 1,
        source,
        format: parsed.format,
        document: canonicalJson(parsed.blueprint as unknown as Json),
        created_by: memberId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return version.id;
  });
  return getBlueprint(ctx, { versionId });
}
