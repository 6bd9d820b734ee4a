import type { Overwrite } from '@groundwork/shared/plan';
import type { PlanPurpose } from '@groundwork/shared/views';
import type { Core } from '../context.ts';
import type { PlanAim } from '../plans/plan-target.ts';
import type { LeaseKey } from './location-lease.ts';
import type { Step } from './step.ts';

/** A job with its plan and version. Null: there is no such job. */
export async function loadJob(core: Core, jobId: string) {
  const row = await core.db
    .selectFrom('jobs')
    .innerJoin('plans', 'plans.id', 'jobs.plan_id')
    .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
    .where('jobs.id', '=', jobId)
    .select([
      'jobs.state',
      'jobs.runs',
      'jobs.rollout_id',
      'jobs.refreshed_at',
      'jobs.cancel_requested_at',
      'plans.purpose',
      'plans.rolls_back',
      'plans.items',
      'plans.variables',
      'plans.overwrite',
      'plans.only_addresses',
      'plans.fingerprint',
      'version.id as blueprintVersionId',
      'version.blueprint_id as blueprintId',
      'version.source',
    ])
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...row,
    refreshed: row.refreshed_at !== null,
    finished: row.state !== 'PENDING' && row.state !== 'PROCESSING',
  };
}

/** Its steps, in their order. */
export async function loadSteps(core: Core, { agencyId, jobId }: LeaseKey): Promise<Step[]> {
  const rows = await core.db
    .selectFrom('job_steps')
    .where('agency_id', '=', agencyId)
    .where('job_id', '=', jobId)
    .orderBy('position')
    .select(['position', 'item', 'state', 'ghl_id', 'result', 'intent'])
    .execute();
  return rows.map((row) => ({
    position: row.position,
    item: row.item,
    state: row.state,
    resumed: row.state === 'RUNNING' || row.state === 'UNKNOWN',
    ghlId: row.ghl_id,
    result: row.result,
    intent: row.intent,
    before: null,
  }));
}

export function aimOf(plan: {
  purpose: PlanPurpose;
  rolls_back: string | null;
  overwrite: Overwrite[];
  only_addresses: string[] | null;
}): PlanAim {
  switch (plan.purpose) {
    case 'apply':
      return { purpose: 'apply', overwrite: plan.overwrite, only: plan.only_addresses };
    case 'rollback':
      return { purpose: 'rollback', rollsBack: plan.rolls_back, overwrite: plan.overwrite };
    case 'destroy':
      return { purpose: 'destroy' };
  }
}
