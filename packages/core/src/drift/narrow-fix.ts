import type { Db } from '@groundwork/db';
import type { Overwrite } from '@groundwork/shared/plan';
import type { RolloutPurpose } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { targetRows } from '../rollouts/target-rows.ts';
import { ignoredUntil } from './finding-rows.ts';
import { mayFix, unfinished } from './fixes-under-way.ts';

export interface TargetToPlan {
  agencyId: string;
  rolloutId: string;
  locationId: string;
  blueprintId: string;
  purpose: RolloutPurpose;
  overwrite: readonly Overwrite[];
  only: readonly string[] | null;
}

/**
 * What a rollout that fixes several causes is about in one account: those that are open there, and that no fix before it is about
 * already. A difference that is ignored here, or that nobody has seen here, is not overwritten because it is a cause elsewhere.
 */
export async function narrowFix(
  db: Db,
  now: Date,
  target: TargetToPlan,
): Promise<Pick<TargetToPlan, 'overwrite' | 'only'>> {
  const { overwrite, only } = target;
  if (target.purpose !== 'drift' || overwrite.length < 2) return { overwrite, only };
  const { rows: open } = await sql<Overwrite>`
    select found.address, nullif(found.path, '') as path from drift_findings found
    where found.agency_id = ${target.agencyId} and found.location_id = ${target.locationId}
      and found.blueprint_id = ${target.blueprintId} and ${ignoredUntil(now)} is null`.execute(db);
  const chosen = overwrite.filter((one) => open.some((it) => it.address === one.address && it.path === one.path));
  const left = await withoutFixed(db, target, chosen);
  return { overwrite: left, only: [...new Set(left.map(({ address }) => address))] };
}

async function withoutFixed(db: Db, target: TargetToPlan, chosen: readonly Overwrite[]): Promise<Overwrite[]> {
  const earlier = await earlierFixes(db, target);
  if (earlier.length === 0) return [...chosen];
  const { rows } = await sql<{ one: Overwrite }>`
    select one from jsonb_array_elements(${JSON.stringify(chosen)}::jsonb) one
    where not exists (
      select from ${targetRows(earlier)} target join rollouts on rollouts.id = target.rollout_id
      where target.location_id = ${target.locationId} and target.state in (${sql.join(unfinished)})
        and rollouts.overwrite @> jsonb_build_array(one) and ${mayFix(sql`jsonb_build_array(one)`)})`.execute(db);
  return rows.map(({ one }) => one);
}

const earlierFixes = async (db: Db, { agencyId, rolloutId, blueprintId }: TargetToPlan): Promise<string[]> => {
  const rows = await db
    .selectFrom('rollouts')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', blueprintId)
    .where('purpose', '=', 'drift')
    .where('finished_at', 'is', null)
    .where('created_at', '<', (eb) =>
      eb.selectFrom('rollouts as own').where('own.id', '=', rolloutId).select('own.created_at'),
    )
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
};
