import { secretText, variableList } from '@groundwork/shared/blueprint';
import type { EffectiveValueView } from '@groundwork/shared/views';
import { findVersion } from '../blueprints/find-version.ts';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { authorise, type Context } from '../context.ts';
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
    findOwner(ctx.db, ctx.actor, { level: 'location', ownerId: input.locationId }),
    findVersion(ctx.db, agencyId, input.blueprintVersionId),
  ]);
  const declared = variableList(storedBlueprint(version.source));
  const { values, origins, secrets } = await effectiveValues(ctx.db, {
    agencyId,
    locationId,
    blueprintId: version.blueprintId,
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
