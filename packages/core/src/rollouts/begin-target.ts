import type { Tx } from '@groundwork/db';
import { AppError, errorView } from '@groundwork/shared';
import type { AccountState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { enqueueJob, stepItems } from '../jobs/enqueue-job.ts';
import { reopenWithin } from '../jobs/reopen-job.ts';
import { actFor } from './act-for.ts';
import type { Rollout } from './advance-rollout.ts';
import { planAnew } from './plan-anew.ts';
import { refusalOf } from './refusal-of.ts';
import { type TargetRow, targetRows } from './target-rows.ts';

/** Accounts of the waves so far that wait for their turn, in their order. */
export async function findNext(tx: Tx, { id, wave }: Rollout, atMost: number): Promise<string[]> {
  const { rows } = await sql<Pick<TargetRow, 'location_id'>>`
    select location_id from ${targetRows([id])} target
    where state = 'PLANNED' and wave <= ${wave}
    order by wave, position limit ${atMost}`.execute(tx);
  return rows.map((row) => row.location_id);
}

/** Gives a target its job, or says why it gets none. False: it is not its turn any more, or there is no room. */
export async function beginTarget(core: Core, tx: Tx, rollout: Rollout, locationId: string): Promise<boolean> {
  const target = rollout.state === 'RUNNING' ? await findTarget(tx, rollout, locationId) : undefined;
  if (target?.state !== 'PLANNED' || target.running >= rollout.settings.parallel) return false;
  await tx
    .updateTable('rollout_targets')
    .set({ again: false })
    .where('rollout_id', '=', rollout.id)
    .where('location_id', '=', locationId)
    .execute();
  const refusal = await refusalOf(tx, target);
  if (refusal) await refuse(tx, target, refusal);
  else if (target.job_id) await goOn(core, tx, rollout, { target, jobId: target.job_id });
  else await enqueue(core, tx, rollout, target);
  return true;
}

interface Next extends TargetRow {
  location_state: AccountState;
  name: string;
  /** Jobs of the rollout that wait or run. */
  running: number;
  /** The one its first job was made of; null: it has none yet. */
  first_plan_id: string | null;
}

async function findTarget(tx: Tx, rollout: Rollout, locationId: string): Promise<Next | undefined> {
  const { rows } = await sql<Next>`
    select target.*, locations.state as location_state, locations.name,
      (select count(*)::int from jobs where rollout_id = ${rollout.id} and state in ('PENDING', 'PROCESSING')) as running,
      (select plan_id from jobs where rollout_id = ${rollout.id} and location_id = ${locationId}
        order by created_at limit 1) as first_plan_id
    from ${targetRows([rollout.id])} target
    join locations on locations.agency_id = target.agency_id and locations.id = target.location_id
    where target.location_id = ${locationId}`.execute(tx);
  return rows[0];
}

async function refuse(tx: Tx, { rollout_id, location_id }: Next, error: AppError): Promise<void> {
  await tx
    .updateTable('rollout_targets')
    .set({ error: JSON.stringify(errorView(error)) })
    .where('rollout_id', '=', rollout_id)
    .where('location_id', '=', location_id)
    .execute();
}

async function enqueue(core: Core, tx: Tx, rollout: Rollout, target: Next): Promise<void> {
  const plan = await tx
    .selectFrom('plans')
    .where('agency_id', '=', rollout.agency_id)
    .where('id', '=', target.plan_id)
    .select(['id', 'items'])
    .executeTakeFirst();
  if (!plan) return planAnew(core, tx, { rolloutId: rollout.id, locationId: target.location_id });
  const { actor } = await actFor(core, tx, rollout);
  // Where somebody has applied the plan by itself meanwhile, that job is the target's.
  await enqueueJob(core, tx, {
    agencyId: rollout.agency_id,
    locationId: target.location_id,
    planId: plan.id,
    items: stepItems(plan.items).items,
    priority: 'low',
    rolloutId: rollout.id,
    createdBy: rollout.approved_by,
    by: `the rollout that ${actor.name} approved`,
  });
}

/** The job where it stopped; where it cannot go on, because the account has moved away from its plan, a new plan. */
async function goOn(
  core: Core,
  tx: Tx,
  rollout: Rollout,
  { target, jobId }: { target: Next; jobId: string },
): Promise<void> {
  const { state } = await tx.selectFrom('jobs').where('id', '=', jobId).select('state').executeTakeFirstOrThrow();
  if (state !== 'FAILED' && state !== 'CANCELLED') return;
  const ctx = await actFor(core, tx, rollout);
  await sql`savepoint going_on`.execute(tx);
  try {
    await reopenWithin(tx, ctx, jobId, { from: state, word: state === 'FAILED' ? 'Retried' : 'Resumed' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await sql`rollback to savepoint going_on`.execute(tx);
    await planAnew(core, tx, { rolloutId: rollout.id, locationId: target.location_id });
  }
}
