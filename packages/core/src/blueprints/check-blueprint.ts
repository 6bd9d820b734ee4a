import { AppError } from '@groundwork/shared';
import {
  type Blueprint,
  lintBlueprint,
  maxBlueprintBytes,
  parseBlueprint,
  resourceList,
  variableList,
} from '@groundwork/shared/blueprint';
import type { BlueprintCheckView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** Checks a blueprint's text without saving it, also against its newest version. A faulty one is an answer here, not an error. */
export async function checkBlueprint(ctx: Context, source: string): Promise<BlueprintCheckView> {
  authorise(ctx, 'read');
  refuseOversized(source);
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return { valid: false, issues: parsed.issues };
  const { blueprint, warnings } = parsed;
  return {
    valid: true,
    variables: variableList(blueprint),
    resources: resourceList(blueprint),
    warnings: [...warnings, ...lintBlueprint(source, await newestVersion(ctx, blueprint.name))],
  };
}

export function refuseOversized(source: string): void {
  const bytes = Buffer.byteLength(source);
  if (bytes > maxBlueprintBytes)
    throw new AppError(
      'BLUEPRINT_TOO_LARGE',
      `The blueprint has ${bytes} bytes; at most ${maxBlueprintBytes} (1 MiB) are taken. Split it in two.`,
    );
}

/** Of the blueprint of that name, as far as this Groundwork can read it. */
async function newestVersion(ctx: Context, name: string): Promise<Blueprint | undefined> {
  const row = await ctx.db
    .selectFrom('blueprints')
    .innerJoin('blueprint_versions as version', 'version.blueprint_id', 'blueprints.id')
    .where('blueprints.agency_id', '=', ctx.actor.agencyId)
    .where('blueprints.name', '=', name)
    .orderBy('version.number', 'desc')
    .limit(1)
    .select('version.source')
    .executeTakeFirst();
  const parsed = row && parseBlueprint(row.source);
  return parsed?.ok ? parsed.blueprint : undefined;
}
