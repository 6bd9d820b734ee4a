import { AppError } from '@groundwork/shared';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { BlueprintVersionView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { holdDeclarations } from '../variables/hide-values.ts';
import { refuseOversized } from './check-blueprint.ts';
import { getBlueprint } from './get-blueprint.ts';
import { writeVersion } from './write-version.ts';

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

  const versionId = await commitOnce(ctx, async (tx) => {
    await holdDeclarations(tx, ctx.actor.agencyId, 'to declare');
    return writeVersion(tx, ctx.actor, { source, ...parsed });
  });
  return getBlueprint(ctx, { versionId });
}
