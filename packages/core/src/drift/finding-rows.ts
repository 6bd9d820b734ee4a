import { inScope, type Sight } from '../account-scope.ts';
import type { Db, Tx } from '@groundwork/db';
import type { DriftFindingView } from '@groundwork/shared/views';
import { type RawBuilder, sql } from 'kysely';

/** When the last ignore of a finding ends, in its account or in all; null: it is open. One look each: a cause may be ignored in a thousand accounts. */
export const ignoredUntil = (now: Date) =>
  sql<Date | null>`greatest(
    ${lastUntil(now, sql`ignored.location_id is null`)}, ${lastUntil(now, sql`ignored.location_id = found.location_id`)})`;

const lastUntil = (now: Date, where: RawBuilder<unknown>) => sql`(
  select max(ignored.until) from drift_ignores ignored
  where ignored.agency_id = found.agency_id and ignored.cause = found.cause and ${where} and ignored.until > ${now})`;

/** Findings of accounts that can be read and written, and that whoever asks may see. Those of a closed account wait until it is open again. */
export const findingRows = (db: Db | Tx, sight: Sight, now: Date) =>
  db
    .selectFrom('drift_findings as found')
    .innerJoin('locations', (join) =>
      join.onRef('locations.agency_id', '=', 'found.agency_id').onRef('locations.id', '=', 'found.location_id'),
    )
    .innerJoin('blueprints', 'blueprints.id', 'found.blueprint_id')
    .where('found.agency_id', '=', sight.agencyId)
    .where(inScope(sight, 'found.location_id'))
    .where('locations.state', '=', 'active')
    .selectAll('found')
    .select([
      'locations.name as locationName',
      'blueprints.name as blueprintName',
      ignoredUntil(now).as('ignoredUntil'),
    ]);

export type FindingRow = Awaited<ReturnType<ReturnType<typeof findingRows>['executeTakeFirstOrThrow']>>;

export const findingView = (row: FindingRow): DriftFindingView => ({
  location: { id: row.location_id, name: row.locationName },
  causeKey: row.cause,
  blueprint: { id: row.blueprint_id, name: row.blueprintName },
  address: row.address,
  kind: row.kind,
  title: row.title,
  path: row.path === '' ? null : row.path,
  what: row.what,
  expected: row.expected,
  live: row.live,
  firstSeenAt: row.first_seen_at.toISOString(),
  ignoredUntil: row.ignoredUntil?.toISOString() ?? null,
});
