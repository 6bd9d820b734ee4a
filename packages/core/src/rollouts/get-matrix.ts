import type { Db } from '@groundwork/db';
import type { PlanSummary } from '@groundwork/shared/plan';
import type { RolloutMatrixView, RolloutRowView, StepState, TargetState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { rolloutInScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { type TargetRow, targetRows } from './target-rows.ts';

/** Accounts by resources, a page of it. Three statements, whatever its size. */
export async function getMatrix(
  ctx: Context,
  input: { id: string; offset: number; limit: number; state?: TargetState | undefined },
): Promise<RolloutMatrixView> {
  authorise(ctx, 'read');
  const rollout = await ctx.db
    .selectFrom('rollouts')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', input.id)
    .where(rolloutInScope(ctx.actor, 'rollouts.id'))
    .select('columns')
    .executeTakeFirst();
  if (!rollout) throw notFound('rollout');
  const page = await readPage(ctx.db, input);
  const steps = await readSteps(
    ctx.db,
    page.rows.flatMap((row) => row.job_id ?? []),
  );
  const rows = page.rows.map((row) =>
    view(row, row.job_id === null ? undefined : steps.get(row.job_id), rollout.columns),
  );
  return { columns: rollout.columns, rows, total: page.total };
}

interface PageRow extends TargetRow {
  name: string;
  summary: PlanSummary | null;
}

async function readPage(
  db: Db,
  { id, offset, limit, state }: { id: string; offset: number; limit: number; state?: TargetState | undefined },
): Promise<{ rows: PageRow[]; total: number }> {
  const { rows } = await sql<{ total: number; row: PageRow | null }>`
    with target as (select * from ${targetRows([id])} row where ${state ? sql`row.state = ${state}` : sql`true`}),
    page as (
      select target.*, locations.name, plans.summary
      from target
      join locations on locations.agency_id = target.agency_id and locations.id = target.location_id
      left join plans on plans.id = target.plan_id
      order by target.position limit ${limit} offset ${offset}
    )
    select counted.total, to_jsonb(page) as row
    from (select count(*)::int as total from target) counted left join page on true
    order by page.position`.execute(db);
  return { rows: rows.flatMap(({ row }) => row ?? []), total: rows[0]?.total ?? 0 };
}

interface JobSteps {
  job_id: string;
  states: Record<string, StepState>;
  total: number;
  done: number;
  failed: number;
}

async function readSteps(db: Db, jobIds: readonly string[]): Promise<Map<string, JobSteps>> {
  if (jobIds.length === 0) return new Map();
  const { rows } = await sql<JobSteps>`
    select job_id, jsonb_object_agg(item->>'address', state) as states, count(*)::int as total,
      (count(*) filter (where state in ('APPLIED', 'VERIFIED')))::int as done,
      (count(*) filter (where state = 'FAILED'))::int as failed
    from job_steps where job_id = any(${[...jobIds]}::uuid[]) group by job_id`.execute(db);
  return new Map(rows.map((row) => [row.job_id, row]));
}

const view = (row: PageRow, steps: JobSteps | undefined, columns: RolloutMatrixView['columns']): RolloutRowView => ({
  location: { id: row.location_id, name: row.name },
  wave: row.wave,
  state: row.state,
  planId: row.plan_id,
  jobId: row.job_id,
  summary: row.summary,
  done: steps?.done ?? 0,
  total: steps?.total ?? row.steps ?? 0,
  failed: steps?.failed ?? 0,
  error: row.error,
  cells: columns.map(({ address }) => steps?.states[address] ?? row.cells?.[address] ?? null),
});
