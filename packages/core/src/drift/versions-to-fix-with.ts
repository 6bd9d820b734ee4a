import type { Db, Tx } from '@groundwork/db';
import type { VariableValues } from '@groundwork/shared/views';
import { appliedVersions } from './applied-versions.ts';
import type { FindingRow } from './finding-rows.ts';

export interface ToFixWith {
  versionId: string;
  number: number;
  inputs: VariableValues;
}

/** By account. Where no job tells any more what was applied (they are cleaned up after a year), the newest version has to do. */
export async function versionsToFixWith(db: Db | Tx, findings: readonly FindingRow[]): Promise<Map<string, ToFixWith>> {
  const [finding] = findings;
  if (!finding) return new Map();
  const { agency_id: agencyId, blueprint_id: blueprintId } = finding;
  const locationIds = findings.map((row) => row.location_id);
  const [applied, latest] = await Promise.all([
    appliedVersions(db, { agencyId, locationIds, blueprintId }),
    db
      .selectFrom('blueprint_versions')
      .where('agency_id', '=', agencyId)
      .where('blueprint_id', '=', blueprintId)
      .orderBy('number', 'desc')
      .select(['id', 'number'])
      .limit(1)
      .executeTakeFirstOrThrow(),
  ]);
  const found = new Map(applied.map((version) => [version.locationId, version]));
  const otherwise: ToFixWith = { versionId: latest.id, number: latest.number, inputs: {} };
  return new Map(locationIds.map((id) => [id, found.get(id) ?? otherwise]));
}
