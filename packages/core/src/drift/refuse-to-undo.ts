import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import { isNewerText } from '@groundwork/shared/edit';
import { appliedVersions } from './applied-versions.ts';
import type { FindingRow } from './finding-rows.ts';

/** What somebody has written there since it was applied is not the clients' to undo. */
export async function refuseToUndo(
  tx: Tx,
  agencyId: string,
  { source, open }: { source: string; open: readonly FindingRow[] },
): Promise<void> {
  const [finding] = open;
  if (!finding || finding.path === '') return;
  const { address, path, expected, blueprint_id: blueprintId } = finding;
  const locationIds = open.map((row) => row.location_id);
  const versions = await appliedVersions(tx, { agencyId, locationIds, blueprintId });
  const applied = await tx
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(versions.map(({ versionId }) => versionId)))))
    .select('source')
    .execute();
  const texts = applied.map((version) => version.source);
  if (isNewerText(source, { address, path, expected }, texts))
    throw new AppError(
      'CONFLICT',
      `The newest version of the blueprint says something else for ${path} of ${address} than was applied here, and accepting would undo that. Plan the accounts with the newest version, or edit the blueprint.`,
    );
}
