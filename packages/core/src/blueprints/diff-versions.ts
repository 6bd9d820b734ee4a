import { compareBlueprints } from '@groundwork/shared/blueprint';
import type { BlueprintDiffView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { getBlueprint } from './get-blueprint.ts';
import { storedBlueprint } from './stored-blueprint.ts';

/** What changed from one version to another; of two blueprints as well as of one. */
export async function diffVersions(
  ctx: Context,
  input: { fromVersionId: string; toVersionId: string },
): Promise<BlueprintDiffView> {
  const [from, to] = await Promise.all([
    getBlueprint(ctx, { versionId: input.fromVersionId }),
    getBlueprint(ctx, { versionId: input.toVersionId }),
  ]);
  return {
    from: { versionId: from.id, version: from.version, name: from.name },
    to: { versionId: to.id, version: to.version, name: to.name },
    ...compareBlueprints(storedBlueprint(from.source), storedBlueprint(to.source)),
    sources: { from: from.source, to: to.source },
  };
}
