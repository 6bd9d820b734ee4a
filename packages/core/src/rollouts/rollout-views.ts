import type { Db, Tx } from '@groundwork/db';
import { hashJson } from '@groundwork/shared';
import { type PlanAction, planActions, type PlanSummary } from '@groundwork/shared/plan';
import { type RolloutView, type TargetState, targetStates } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { rolloutInScope } from '../account-scope.ts';
import { openStates } from './next-move.ts';
import { targetRows } from './target-rows.ts';

export interface RolloutsFilter {
  agencyId: string;
  /** Only rollouts over none but these accounts; left out, or null: all. */
  locationIds?: readonly string[] | null;
  id?: string | undefined;
  /** Rollouts older than this one. */
  before?: { createdAt: string; id: string } | undefined;
  limit: number;
}

/** Newest first: two statements, however many they are. */
export async function readRollouts(db: Db | Tx, filter: RolloutsFilter): Promise<RolloutView[]> {
  const rows = await headRows(db, filter);
  const sums = await sumsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => view(row, sums.get(row.id) ?? []));
}

const headRows = (db: Db | Tx, { agencyId, locationIds = null, id, before, limit }: RolloutsFilter) =>
  db
    .selectFrom('rollouts')
    .innerJoin('blueprint_versions as version', 'version.id', 'rollouts.blueprint_version_id')
    .innerJoin('blueprints', 'blueprints.id', 'rollouts.blueprint_id')
    .leftJoin('members as creator', 'creator.id', 'rollouts.created_by')
    .leftJoin('members as approver', 'approver.id', 'rollouts.approved_by')
    .where('rollouts.agency_id', '=', agencyId)
    .where(rolloutInScope({ locationIds }, 'rollouts.id'))
    .$if(id !== undefined, (query) => query.where('rollouts.id', '=', id ?? ''))
    // A cursor carries milliseconds, a row microseconds: the rollout itself says where it stands.
    .$if(before !== undefined, (query) =>
      query.where(
        sql<boolean>`(rollouts.created_at, rollouts.id) < (
          coalesce((select last.created_at from rollouts last where last.agency_id = ${agencyId} and last.id = ${before?.id}::uuid),
            ${before?.createdAt}::timestamptz),
          ${before?.id}::uuid)`,
      ),
    )
    .orderBy('rollouts.created_at', 'desc')
    .orderBy('rollouts.id', 'desc')
    .limit(limit)
    .select([
      'rollouts.id',
      'rollouts.name',
      'rollouts.purpose',
      'rollouts.state',
      'rollouts.settings',
      'rollouts.wave',
      'rollouts.halt_reason',
      'rollouts.created_at',
      'rollouts.started_at',
      'rollouts.finished_at',
      'blueprints.id as blueprintId',
      'blueprints.name as blueprintName',
      'version.id as versionId',
      'version.number as version',
      'creator.name as createdBy',
      'approver.name as approvedBy',
    ])
    .execute();

type HeadRow = Awaited<ReturnType<typeof headRows>>[number];

/** Targets of one wave that are alike. */
interface SumRow extends Record<PlanAction, number> {
  rollout_id: string;
  wave: number;
  state: TargetState;
  failed: boolean;
  count: number;
  destructive: number;
  calls: number;
  /** Of the same plans the same; null: none waits. */
  plans: string | null;
}

async function sumsOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, SumRow[]>> {
  if (ids.length === 0) return new Map();
  const summed = planActions.map(
    (action) => sql`coalesce(sum((plan.summary->>${action})::int), 0)::int as ${sql.ref(action)}`,
  );
  const { rows } = await sql<SumRow>`
    select target.rollout_id, target.wave, target.state, target.failed, count(*)::int as count,
      (count(*) filter (where target.losses <> '{}'))::int as destructive,
      coalesce(sum(calls.read + calls.write + calls.verify), 0)::int as calls,
      (bit_xor(hashtextextended(target.plan_id::text, 0)) filter (where target.state = 'PLANNED'))::text as plans,
      ${sql.join(summed)}
    from ${targetRows(ids)} target
    left join plans plan on plan.id = target.plan_id
    left join lateral jsonb_to_record(plan.estimate->'calls') as calls (read int, write int, verify int) on true
    group by target.rollout_id, target.wave, target.state, target.failed`.execute(db);
  return Map.groupBy(rows, (row) => row.rollout_id);
}

function view(row: HeadRow, sums: readonly SumRow[]): RolloutView {
  const inside = sums.filter(({ state }) => state !== 'SKIPPED');
  const destructive = sum(inside, (target) => target.destructive);
  const counts = Object.fromEntries(
    targetStates.map((state) => [state, sum(sums.filter((target) => target.state === state))]),
  ) as RolloutView['counts'];
  return {
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    state: row.state,
    blueprint: { id: row.blueprintId, name: row.blueprintName, versionId: row.versionId, version: row.version },
    settings: row.settings,
    counts,
    total: sum(sums),
    waves: wavesOf(inside),
    wave: row.wave,
    summary: Object.fromEntries(
      planActions.map((action) => [action, sum(inside, (target) => target[action])]),
    ) as PlanSummary,
    confirmText: destructive > 0 ? row.blueprintName : null,
    destructive,
    revision: row.state === 'PLANNED' ? revisionOf(sums) : null,
    calls: sum(inside, (target) => target.calls),
    haltReason: row.halt_reason,
    createdAt: row.created_at.toISOString(),
    createdBy: row.createdBy,
    approvedBy: row.approvedBy,
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** Of the same plans in the same waves the same. A plan never changes, so that its id says what it does. */
function revisionOf(sums: readonly SumRow[]): string | null {
  const plans = sums.flatMap((target) => (target.plans === null ? [] : [`${target.wave} ${target.plans}`]));
  return plans.length === 0 ? null : hashJson(plans.toSorted()).slice(0, 16);
}

/** Without the accounts that a person left out. */
const wavesOf = (sums: readonly SumRow[]): RolloutView['waves'] =>
  [...Map.groupBy(sums, (target) => target.wave)]
    .map(([number, targets]) => ({
      number,
      total: sum(targets),
      ended: sum(targets.filter(({ state }) => !openStates.includes(state))),
      succeeded: sum(targets.filter(({ state }) => state === 'SUCCESS' || state === 'UNCHANGED')),
      failed: sum(targets.filter(({ state, failed }) => state === 'FAILED' || failed)),
      blocked: sum(targets.filter(({ state, failed }) => state === 'BLOCKED' && !failed)),
    }))
    .toSorted((a, b) => a.number - b.number);

const sum = (rows: readonly SumRow[], of = (row: SumRow): number => row.count): number =>
  rows.reduce((total, row) => total + of(row), 0);
