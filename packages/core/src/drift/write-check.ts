import type { Tx } from '@groundwork/db';
import { AppError, type ErrorView } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import type { Drift } from '@groundwork/shared/plan';
import { sql } from 'kysely';
import { publishEvents } from '../events/publish-events.ts';
import { replaceFindings } from './replace-findings.ts';

/** What a check has to say of one blueprint. */
export type CheckResult = { blueprintId: string; findings: Drift[] } | { blueprintId: string; error: ErrorView };

export interface Check {
  agencyId: string;
  locationId: string;
  /** Left out: all. */
  kinds: readonly KindName[] | undefined;
  startedAt: Date;
  checkedAt: Date;
}

/** Replaces what the last check said. Findings that stay keep the time they were first seen; a failed read changes none of them. */
export async function writeCheck(
  tx: Tx,
  check: Check,
  { results, isAsked }: { results: readonly CheckResult[]; isAsked: boolean },
): Promise<void> {
  // Two checks of an account at once write one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`drift:${check.agencyId}:${check.locationId}`}, 0))`.execute(
    tx,
  );
  if (await isOvertaken(tx, check)) throw overtaken();
  const before = await pictureOf(tx, check);
  if (!check.kinds) await forgetOthers(tx, check, results);
  for (const result of results) {
    if ('findings' in result) await replaceFindings(tx, check, result);
    await writeState(tx, check, result);
  }
  if (isAsked || (await pictureOf(tx, check)) !== before)
    await publishEvents(tx, check.agencyId, 'agency', [{ type: 'drift.changed' }]);
}

/** A check that began to read later has been written down: what this one read is older. */
async function isOvertaken(tx: Tx, { agencyId, locationId, startedAt }: Check): Promise<boolean> {
  const newer = await tx
    .selectFrom('drift_checks')
    .where('agency_id', '=', agencyId)
    .where('location_id', '=', locationId)
    .where('read_at', '>', startedAt)
    .select('read_at')
    .executeTakeFirst();
  return newer !== undefined;
}

const overtaken = (): AppError =>
  new AppError('CONFLICT', 'Another check of this account began later and was faster. It is read again.', {
    retryable: true,
  });

/** Blueprints of which nothing is recorded any more. */
async function forgetOthers(tx: Tx, check: Check, results: readonly CheckResult[]): Promise<void> {
  const kept = results.map(({ blueprintId }) => blueprintId);
  for (const table of ['drift_findings', 'drift_checks'] as const)
    await tx
      .deleteFrom(table)
      .where('agency_id', '=', check.agencyId)
      .where('location_id', '=', check.locationId)
      .$if(kept.length > 0, (query) => query.where('blueprint_id', 'not in', kept))
      .execute();
}

/** A check of some kinds says something of the account, but not that it was checked. */
async function writeState(
  tx: Tx,
  { agencyId, locationId, kinds, startedAt, checkedAt }: Check,
  result: CheckResult,
): Promise<void> {
  const { blueprintId } = result;
  const error = 'error' in result ? JSON.stringify(result.error) : null;
  const state = sql<'failed' | 'drifted' | 'clean'>`case
    when ${error}::jsonb is not null then 'failed'
    when exists (
      select from drift_findings where agency_id = ${agencyId} and location_id = ${locationId} and blueprint_id = ${blueprintId}
    ) then 'drifted' else 'clean' end`;
  if (kinds) {
    if (error !== null) return;
    await tx
      .updateTable('drift_checks')
      .set({
        state: sql<
          'failed' | 'drifted' | 'clean'
        >`case when drift_checks.state = 'failed' then 'failed' else ${state} end`,
        read_at: startedAt,
      })
      .where('agency_id', '=', agencyId)
      .where('location_id', '=', locationId)
      .where('blueprint_id', '=', blueprintId)
      .execute();
    return;
  }
  await tx
    .insertInto('drift_checks')
    .values({
      agency_id: agencyId,
      location_id: locationId,
      blueprint_id: blueprintId,
      state,
      error,
      checked_at: checkedAt,
      // A read that failed has nothing to say, so it overtakes none.
      read_at: error === null ? startedAt : null,
    })
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'location_id', 'blueprint_id']).doUpdateSet((row) => ({
        state: row.ref('excluded.state'),
        error: row.ref('excluded.error'),
        checked_at: row.ref('excluded.checked_at'),
        read_at: sql<Date | null>`greatest(drift_checks.read_at, excluded.read_at)`,
      })),
    )
    .execute();
}

/** All that pages show of the account's drift, but when it was read. */
async function pictureOf(tx: Tx, { agencyId, locationId }: Check): Promise<string> {
  const { rows } = await sql<{ picture: string }>`
    select md5(concat(
      (select json_agg(to_jsonb(found) order by blueprint_id, address, path) from drift_findings found
        where agency_id = ${agencyId} and location_id = ${locationId}),
      (select json_agg(to_jsonb(checked) - 'checked_at' - 'read_at' order by blueprint_id) from drift_checks checked
        where agency_id = ${agencyId} and location_id = ${locationId}))) as picture`.execute(tx);
  return rows[0]?.picture ?? '';
}
