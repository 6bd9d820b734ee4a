import type { Db, Tx } from '@groundwork/db';
import type { DriftIgnoreView } from '@groundwork/shared/views';
import { inScope, type Sight } from '../account-scope.ts';

/** Those that still hold, by cause. */
export async function ignoreViews(
  db: Db | Tx,
  { now, key, ...sight }: Sight & { now: Date; key: string | undefined },
): Promise<Map<string, DriftIgnoreView[]>> {
  const rows = await ignoreRows(db, sight)
    .where('ignored.until', '>', now)
    .$if(key !== undefined, (query) => query.where('ignored.cause', '=', key ?? ''))
    .orderBy('ignored.created_at')
    .execute();
  const views = new Map<string, DriftIgnoreView[]>();
  for (const row of rows) views.set(row.cause, [...(views.get(row.cause) ?? []), ignoreView(row)]);
  return views;
}

/** Those in one account that the caller may see, and those in all. */
export const ignoreRows = (db: Db | Tx, sight: Sight) =>
  db
    .selectFrom('drift_ignores as ignored')
    .leftJoin('locations', (join) =>
      join.onRef('locations.agency_id', '=', 'ignored.agency_id').onRef('locations.id', '=', 'ignored.location_id'),
    )
    .leftJoin('members', 'members.id', 'ignored.created_by')
    .where('ignored.agency_id', '=', sight.agencyId)
    .where((where) => where.or([where('ignored.location_id', 'is', null), inScope(sight, 'ignored.location_id')]))
    .select([
      'ignored.id',
      'ignored.cause',
      'ignored.until',
      'ignored.reason',
      'ignored.location_id as locationId',
      'locations.name as locationName',
      'members.name as createdBy',
    ]);

export const ignoreView = (
  row: Awaited<ReturnType<ReturnType<typeof ignoreRows>['executeTakeFirstOrThrow']>>,
): DriftIgnoreView => ({
  id: row.id,
  location: row.locationId === null ? null : { id: row.locationId, name: row.locationName ?? row.locationId },
  until: row.until.toISOString(),
  reason: row.reason,
  createdBy: row.createdBy,
});
