import type { Db, Tx } from '@groundwork/db';
import type { VariableValues } from '@groundwork/shared/views';
import { sql } from 'kysely';

export interface AppliedVersion {
  locationId: string;
  blueprintId: string;
  versionId: string;
  number: number;
  /** Values that were given for that apply alone. */
  inputs: VariableValues;
  appliedAt: Date;
}

/**
 * The version that was applied last of each blueprint in each account: that of the newest job that wrote anything, whether it
 * succeeded or not. What was written is recorded, and is what drift is judged by. Jobs that a rollback has taken back do not
 * count, and neither do the rollbacks themselves: the version before them holds again. Once such a rollback is itself taken back,
 * the job counts again: of all that goes back to a job, the newest decides.
 */
export async function appliedVersions(
  db: Db | Tx,
  { agencyId, locationIds, blueprintId }: { agencyId: string; locationIds?: readonly string[]; blueprintId?: string },
): Promise<AppliedVersion[]> {
  if (locationIds?.length === 0) return [];
  const { rows } = await sql<AppliedVersion>`
    with recursive undone as (
      select back.rolls_back as job_id, undo.id as by, undo.started_at as at, true as is_undone
      from plans back join jobs undo on undo.plan_id = back.id
      where back.agency_id = ${agencyId} and back.rolls_back is not null and undo.state = 'SUCCESS'
      union all
      select undone.job_id, undo.id, undo.started_at, not undone.is_undone
      from undone join plans back on back.agency_id = ${agencyId} and back.rolls_back = undone.by
      join jobs undo on undo.plan_id = back.id
      where undo.state = 'SUCCESS'
    ), newest as (
      select distinct on (job_id) job_id, is_undone from undone order by job_id, at desc
    )
    select distinct on (job.location_id, version.blueprint_id)
      job.location_id as "locationId", version.blueprint_id as "blueprintId", version.id as "versionId",
      version.number as "number", coalesce(plan.inputs, plan.variables) as "inputs", coalesce(job.finished_at, job.started_at) as "appliedAt"
    from jobs job
    join plans plan on plan.id = job.plan_id
    join blueprint_versions version on version.id = plan.blueprint_version_id
    where job.agency_id = ${agencyId} and job.started_at is not null and plan.purpose = 'apply'
      ${locationIds ? sql`and job.location_id = any(${[...locationIds]}::text[])` : sql``}
      ${blueprintId ? sql`and version.blueprint_id = ${blueprintId}` : sql``}
      and exists (
        select from job_steps step where step.job_id = job.id and step.state in ('APPLIED', 'VERIFIED'))
      and not exists (select from newest where newest.job_id = job.id and is_undone)
    order by job.location_id, version.blueprint_id, job.started_at desc`.execute(db);
  return rows;
}
