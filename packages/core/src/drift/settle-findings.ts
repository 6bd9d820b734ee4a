import type { Tx } from '@groundwork/db';
import { canonicalJson, sameJson } from '@groundwork/shared';
import { setAttribute } from '@groundwork/shared/edit';
import { sql } from 'kysely';
import type { FindingRow } from './finding-rows.ts';

/**
 * Counts what the accounts hold as applied, and removes the findings. Where something else was applied since it was found, both
 * stay as they are. Answers those of which it was done.
 */
export async function settleFindings(tx: Tx, findings: readonly FindingRow[], now: Date): Promise<FindingRow[]> {
  const settled: FindingRow[] = [];
  for (const finding of findings) {
    if (!(await countAsApplied(tx, finding, now))) continue;
    settled.push(finding);
    await removeFinding(tx, finding);
  }
  return settled;
}

/** False: what is recorded is no longer what the finding was compared with. */
async function countAsApplied(tx: Tx, finding: FindingRow, now: Date): Promise<boolean> {
  const { path, what, expected, live } = finding;
  const key = { ...pairOf(finding), address: finding.address };
  const row = await tx
    .selectFrom('resource_states')
    .where((eb) => eb.and(key))
    .select(['kind', 'last_applied', 'updated_at'])
    .forUpdate()
    .executeTakeFirst();
  if (what === 'missing') {
    // It was made again since.
    if (row && row.updated_at > finding.first_seen_at) return false;
    await tx
      .deleteFrom('resource_states')
      .where((eb) => eb.and(key))
      .execute();
    return true;
  }
  if (!row) return false;
  const before = setAttribute(row.kind, row.last_applied, path, expected);
  const after = setAttribute(row.kind, row.last_applied, path, live);
  if (!before || !after || !sameJson(before, row.last_applied)) return false;
  await tx
    .updateTable('resource_states')
    .set({ last_applied: canonicalJson(after), updated_at: now })
    .where((eb) => eb.and(key))
    .execute();
  return true;
}

async function removeFinding(tx: Tx, finding: FindingRow): Promise<void> {
  const pair = pairOf(finding);
  const { address, path } = finding;
  await tx
    .deleteFrom('drift_findings')
    .where((eb) => eb.and({ ...pair, address, path }))
    .execute();
  await tx
    .updateTable('drift_checks')
    .set({ state: 'clean' })
    .where((eb) => eb.and({ ...pair, state: 'drifted' }))
    .where(
      sql<boolean>`not exists (select from drift_findings found where found.agency_id = drift_checks.agency_id
        and found.location_id = drift_checks.location_id and found.blueprint_id = drift_checks.blueprint_id)`,
    )
    .execute();
}

const pairOf = ({ agency_id, location_id, blueprint_id }: FindingRow) => ({ agency_id, location_id, blueprint_id });
