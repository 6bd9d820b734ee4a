import type { Db } from '@groundwork/db';
import type { Blueprint } from '@groundwork/shared/blueprint';
import type { StateEntry } from '@groundwork/shared/plan';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { appliedVersions } from './applied-versions.ts';

/** All that is recorded of one blueprint in an account, and the version that was applied last. */
export interface Applied {
  blueprintId: string;
  state: StateEntry[];
  blueprint: () => Blueprint;
}

export async function readApplied(db: Db, key: { agencyId: string; locationId: string }): Promise<Applied[]> {
  const rows = await db
    .selectFrom('resource_states')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .orderBy('blueprint_id')
    .orderBy('address')
    .selectAll()
    .execute();
  const sources = await sourcesOf(db, key, [...new Set(rows.map((row) => row.blueprint_id))]);
  return [...Map.groupBy(rows, (row) => row.blueprint_id)].map(([blueprintId, held]) => ({
    blueprintId,
    state: held.map((row) => ({
      address: row.address,
      kind: row.kind,
      ghlId: row.ghl_id,
      lastApplied: row.last_applied,
      origin: row.origin,
      ...(row.retain === null ? {} : { retain: row.retain }),
      ...(row.secrets.length === 0 ? {} : { secrets: row.secrets }),
    })),
    blueprint: () => storedBlueprint(sources.get(blueprintId) ?? ''),
  }));
}

/** Where no job tells any more which version it was (they are cleaned up after a year), the newest one has to do. */
async function sourcesOf(
  db: Db,
  { agencyId, locationId }: { agencyId: string; locationId: string },
  blueprintIds: readonly string[],
): Promise<Map<string, string>> {
  if (blueprintIds.length === 0) return new Map();
  const applied = await appliedVersions(db, { agencyId, locationIds: [locationId] });
  const versionIds = applied.map(({ versionId }) => versionId);
  const rows = await db
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', 'in', blueprintIds)
    .distinctOn('blueprint_id')
    .orderBy('blueprint_id')
    .orderBy((eb) => eb('id', '=', eb.fn.any(eb.val(versionIds))), 'desc')
    .orderBy('number', 'desc')
    .select(['blueprint_id', 'source'])
    .execute();
  return new Map(rows.map((row) => [row.blueprint_id, row.source]));
}
