import type { Tx } from '@groundwork/db';
import type { Drift } from '@groundwork/shared/plan';
import { sql } from 'kysely';
import { causeOf } from './cause-of.ts';
import type { Check } from './write-check.ts';

/** What was found of one blueprint takes the place of what was known; what is still so keeps the time it was first seen. */
export async function replaceFindings(
  tx: Tx,
  { agencyId, locationId, kinds, checkedAt }: Check,
  { blueprintId, findings }: { blueprintId: string; findings: readonly Drift[] },
): Promise<void> {
  // A list may differ in its order and otherwise: it is one place.
  const places = [...new Map(findings.map((found) => [JSON.stringify([found.address, found.path]), found])).values()];
  if (places.length > 0)
    await tx
      .insertInto('drift_findings')
      .values(
        places.map(({ address, kind, title, path, what, expected, live }) => ({
          agency_id: agencyId,
          location_id: locationId,
          blueprint_id: blueprintId,
          address,
          kind,
          title,
          path,
          what,
          cause: causeOf({ blueprintId, address, path, what }),
          expected: JSON.stringify(expected),
          live: JSON.stringify(live),
          first_seen_at: checkedAt,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['agency_id', 'location_id', 'blueprint_id', 'address', 'path']).doUpdateSet((row) => ({
          kind: row.ref('excluded.kind'),
          title: row.ref('excluded.title'),
          what: row.ref('excluded.what'),
          cause: row.ref('excluded.cause'),
          expected: row.ref('excluded.expected'),
          live: row.ref('excluded.live'),
          // Another difference at the same place is a new one, and so is what was made again meanwhile and is gone once more.
          first_seen_at: sql<Date>`case when drift_findings.cause = excluded.cause and not (
              excluded.what = 'missing' and exists (
                select from resource_states held
                where held.agency_id = excluded.agency_id and held.location_id = excluded.location_id
                  and held.blueprint_id = excluded.blueprint_id and held.address = excluded.address
                  and held.updated_at > drift_findings.first_seen_at))
            then drift_findings.first_seen_at else excluded.first_seen_at end`,
        })),
      )
      .execute();
  const still = places.map(({ address, path }) => ({ address, path }));
  await sql`
    delete from drift_findings found
    where found.agency_id = ${agencyId} and found.location_id = ${locationId} and found.blueprint_id = ${blueprintId}
      ${kinds ? sql`and found.kind = any(${[...kinds]}::text[])` : sql``}
      and not exists (
        select from jsonb_to_recordset(${JSON.stringify(still)}::jsonb) as still (address text, path text)
        where still.address = found.address and still.path = found.path)`.execute(tx);
}
