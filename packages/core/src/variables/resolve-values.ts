import { secretText, variableList } from '@groundwork/shared/blueprint';
import type { EffectiveValueView } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { effectiveValues } from './effective-values.ts';
import { findOwner } from './value-owner.ts';

/** What each variable of a version is for an account, and where that comes from. Of a secret one only where from. */
export async function resolveValues(
  ctx: Context,
  input: { locationId: string; blueprintVersionId: string },
): Promise<EffectiveValueView[]> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const [locationId, version] = await Promise.all([
    findOwner(ctx.db, agencyId, { level: 'location', ownerId: input.locationId }),
    ctx.db
      .selectFrom('blueprint_versions')
      .where('agency_id', '=', agencyId)
      .where('id', '=', input.blueprintVersionId)
      .select(['blueprint_id', 'source'])
      .executeTakeFirst(),
  ]);
  if (!version) throw notFound('blueprint version');
  const declared = variableList(storedBlueprint(version.source));
  const { values, origins, secrets } = await effectiveValues(ctx.db, {
    agencyId,
    locationId,
    blueprintId: version.blueprint_id,
    declared: declared.map(({ name }) => name),
    inputs: {},
  });
  return declared.map(({ name, type, description, default: preset, ...variable }) => {
    const secret = variable.secret || secrets.includes(name);
    const value = values[name] ?? preset;
    const origin = origins[name] ?? (preset === null ? null : 'default');
    return { name, type, description, secret, value: secret && value !== null ? secretText : value, origin };
  });
}
