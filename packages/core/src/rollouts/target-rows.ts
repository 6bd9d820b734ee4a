import type { Db, Tx } from '@groundwork/db';
import type { ErrorView } from '@groundwork/shared';
import type { PlannedCell, RolloutState, TargetState } from '@groundwork/shared/views';
import { type RawBuilder, sql } from 'kysely';

/** A target with what has become of it. */
export interface TargetRow {
  rollout_id: string;
  agency_id: string;
  location_id: string;
  position: number;
  wave: number;
  plan_id: string | null;
  steps: number | null;
  losses: string[] | null;
  approved_losses: string[] | null;
  cells: Record<string, PlannedCell> | null;
  job_id: string | null;
  state: TargetState;
  /**
   * Counts as a failure of the rollout: its job failed, or could not be begun. That an account has moved away from its plan says
   * nothing about the blueprint; only a canary has to come through.
   */
  failed: boolean;
  error: ErrorView | null;
}

/** Targets of rollouts, as a table to select from. The one place that says what has become of one: its plan's job, mostly. */
export const targetRows = (rolloutIds: readonly string[]): RawBuilder<unknown> => sql`(
  select row.*, (row.state = 'FAILED' or (row.state = 'BLOCKED' and row.steps is not null))
    and (row.wave = 0 or coalesce(row.error->>'code', '') <> 'PLAN_STALE') as failed
  from (
    select target.rollout_id, target.agency_id, target.location_id, target.position, target.wave, target.plan_id, target.steps,
      target.losses, target.approved_losses, target.cells, job.id as job_id,
      coalesce(target.error, case when job.state = 'FAILED' then job.error end) as error,
      case
        when target.skipped then 'SKIPPED'
        when job.id is not null and not (target.again and job.state in ('FAILED', 'CANCELLED')) then
          case job.state when 'PENDING' then 'QUEUED' when 'PROCESSING' then 'RUNNING' else job.state end
        when target.error is not null then 'BLOCKED'
        when target.steps = 0 then 'UNCHANGED'
        when rollout.state = 'CANCELLED' then 'CANCELLED'
        when target.steps is null then 'PLANNING'
        else 'PLANNED'
      end as state
    from rollout_targets target
    join rollouts rollout on rollout.id = target.rollout_id
    left join jobs job on job.plan_id = target.plan_id
    where target.rollout_id = any(${[...rolloutIds]}::uuid[])
  ) row
)`;

/** Some targets of a wave that are alike. */
export interface StandingRow {
  wave: number;
  state: TargetState;
  failed: boolean;
  count: number;
}

/** How many targets of each wave are how far. */
export async function readStanding(db: Db | Tx, rolloutId: string): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select wave, state, failed, count(*)::int as count from ${targetRows([rolloutId])} target
    group by wave, state, failed order by wave, state, failed`.execute(db);
  return rows;
}

/** A rollout in one of these is over for good, unless a person retries what failed. */
export const overStates: readonly RolloutState[] = ['SUCCESS', 'FAILED', 'CANCELLED'];
