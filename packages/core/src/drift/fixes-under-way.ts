import type { Tx } from '@groundwork/db';
import { type RawBuilder, sql } from 'kysely';
import type { TargetState } from '@groundwork/shared/views';
import { targetRows } from '../rollouts/target-rows.ts';
import type { FindingRow } from './finding-rows.ts';

/** A target in one of these may still write. */
export const unfinished: readonly TargetState[] = ['PLANNING', 'PLANNED', 'QUEUED', 'RUNNING', 'BLOCKED', 'FAILED'];

export interface FixUnderWay {
  rolloutId: string;
  createdAt: Date;
}

/**
 * By account, the rollout that is to fix this drift there and is not over. Whoever wants to fix the same one meanwhile waits until
 * the transaction has ended, and then finds what it made.
 */
export async function fixesUnderWay(tx: Tx, findings: readonly FindingRow[]): Promise<Map<string, FixUnderWay>> {
  const [finding] = findings;
  if (!finding) return new Map();
  const { agency_id: agencyId, blueprint_id: blueprintId, address, path, cause } = finding;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fix-drift:${agencyId}:${cause}`}, 0))`.execute(tx);
  const overwrite = JSON.stringify([{ address, path: path === '' ? null : path }]);
  const rollouts = await tx
    .selectFrom('rollouts')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', blueprintId)
    .where('purpose', '=', 'drift')
    .where('finished_at', 'is', null)
    .where(sql<boolean>`overwrite @> ${overwrite}::jsonb`)
    .select(['id', 'created_at'])
    .execute();
  const createdAt = new Map(rollouts.map((row) => [row.id, row.created_at]));
  const { rows } = await sql<{ rollout_id: string; location_id: string }>`
    select rollout_id, location_id from ${targetRows([...createdAt.keys()])} target
    where location_id = any(${findings.map((row) => row.location_id)}::text[])
      and ${mayFix(sql`${overwrite}::jsonb`)}
      and state in (${sql.join(unfinished)})`.execute(tx);
  return new Map(
    rows.map(({ rollout_id: rolloutId, location_id }) => [
      location_id,
      { rolloutId, createdAt: createdAt.get(rolloutId) ?? new Date(0) },
    ]),
  );
}

/** Of a target: a rollout may be about several causes; the plan of an account, once there is one, says which of them are so there. */
export const mayFix = (overwrite: RawBuilder<unknown>) => sql`not exists (
  select from plans own where own.id = target.plan_id and not own.overwrite @> ${overwrite})`;
