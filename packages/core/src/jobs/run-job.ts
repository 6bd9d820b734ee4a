import { AppError } from '@groundwork/shared';
import { storedBlueprint } from '../blueprints/get-blueprint.ts';
import type { Core } from '../context.ts';
import { computePlan } from '../plans/compute-plan.ts';
import { recordEnd, recordJob } from './journal.ts';
import { acquireLease } from './location-lease.ts';
import { patiently } from './patience.ts';
import type { Run } from './run.ts';
import { runSteps } from './run-steps.ts';
import type { Step } from './step.ts';

/** Thrown when another worker holds the location: the queue hands the job out again later. */
export class LocationBusy extends Error {
  override readonly name = 'LocationBusy';
}

/**
 * Runs a job to its end, from wherever an earlier worker left it. May be called twice, at once, on two machines:
 * the location's lease lets one of them through, and its fence refuses the rows of one that was overtaken.
 */
export async function runJob(core: Core, jobId: string, stop: AbortSignal): Promise<void> {
  const found = await loadJob(core, jobId);
  if (!found || found.finished) return;
  const { agencyId, companyId, locationId, blueprintId, blueprintVersionId, variables } = found;
  const key = { agencyId, locationId, jobId };
  const lease = await acquireLease(core, key, stop);
  if (!lease) throw new LocationBusy(`location ${locationId} is being written by another worker`);
  const run: Run = {
    core,
    key,
    fence: lease.fence,
    target: { agencyId, companyId, locationId, blueprintId, blueprintVersionId, variables, blueprint: storedBlueprint(found.source) },
    account: { companyId, locationId },
    signal: AbortSignal.any([lease.signal, stop]),
  };
  try {
    // Read again under the lease: whoever held it before may have gone on until now.
    const job = await loadJob(core, jobId);
    if (!job || job.finished) return;
    const steps = await loadSteps(run);
    if (!job.refreshed && !(await isStillTrue(run, job.fingerprint, steps))) return;
    await runSteps(run, job.items, steps);
    await finish(run, steps);
  } finally {
    await lease.release();
  }
}

/** Nothing is written unless GHL still holds what the approved plan was made from. */
async function isStillTrue(run: Run, fingerprint: string, steps: readonly Step[]): Promise<boolean> {
  await recordJob(run, { state: 'PROCESSING' }, 'Reading the account, to be sure that the plan still holds');
  const refusal = await patiently(run.signal, () => computePlan(run.core, run.target)).then(
    (now) =>
      now.fingerprint === fingerprint
        ? null
        : new AppError('PLAN_STALE', 'The account has changed since this plan was made, so nothing was written. Make a new plan and look at it.'),
    (error: unknown) => {
      run.signal.throwIfAborted();
      if (error instanceof AppError) return error;
      throw error;
    },
  );
  if (!refusal) {
    await recordJob(run, { state: 'PROCESSING', refreshed: true }, `The plan holds. Applying ${steps.length} ${steps.length === 1 ? 'change' : 'changes'}`);
    return true;
  }
  await recordEnd(run, steps, 'NOT_ATTEMPTED', 'Nothing was attempted.');
  await recordJob(run, { state: 'FAILED', error: refusal }, refusal.message, 'error');
  return false;
}

async function finish(run: Run, steps: readonly Step[]): Promise<void> {
  const failed = steps.filter((step) => step.state !== 'VERIFIED');
  if (failed.length === 0) {
    await recordJob(run, { state: 'SUCCESS' }, `Done: ${steps.length} applied and verified`);
    return;
  }
  const message = `${failed.length} of ${steps.length} changes did not succeed. The others are applied and verified. Make a new plan for what is left.`;
  await recordJob(run, { state: 'FAILED', error: new AppError('VERIFY_FAILED', message) }, message, 'error');
}

async function loadJob(core: Core, jobId: string) {
  const row = await core.db
    .selectFrom('jobs')
    .innerJoin('agencies', 'agencies.id', 'jobs.agency_id')
    .innerJoin('plans', 'plans.id', 'jobs.plan_id')
    .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
    .where('jobs.id', '=', jobId)
    .select([
      'jobs.agency_id as agencyId',
      'jobs.location_id as locationId',
      'jobs.state',
      'jobs.refreshed_at',
      'agencies.company_id as companyId',
      'plans.items',
      'plans.variables',
      'plans.fingerprint',
      'version.id as blueprintVersionId',
      'version.blueprint_id as blueprintId',
      'version.source',
    ])
    .executeTakeFirst();
  if (!row) return null;
  return { ...row, refreshed: row.refreshed_at !== null, finished: row.state !== 'PENDING' && row.state !== 'PROCESSING' };
}

async function loadSteps(run: Run): Promise<Step[]> {
  const rows = await run.core.db
    .selectFrom('job_steps')
    .where('agency_id', '=', run.key.agencyId)
    .where('job_id', '=', run.key.jobId)
    .orderBy('position')
    .select(['position', 'item', 'state', 'ghl_id', 'result'])
    .execute();
  return rows.map((row) => ({
    position: row.position,
    item: row.item,
    state: row.state,
    resumed: row.state === 'RUNNING' || row.state === 'UNKNOWN',
    ghlId: row.ghl_id,
    result: row.result,
  }));
}
