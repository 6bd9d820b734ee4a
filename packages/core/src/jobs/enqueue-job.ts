import type { Tx } from '@groundwork/db';
import { type PlanItem, waitsFor } from '@groundwork/shared/plan';
import type { JobPriority } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { publishNews } from '../events/publish-events.ts';
import { queuePriority } from './job-priority.ts';
import { summaryOf } from './job-summary.ts';
import { stepActions } from './step.ts';

/** The lines of a plan that a job works on, and those that wait for a step by hand. */
export function stepItems(all: readonly PlanItem[]): { items: PlanItem[]; waiting: Map<string, string[]> } {
  const waiting = waitsFor(all);
  return { items: all.filter(({ action, address }) => stepActions.includes(action) && !waiting.has(address)), waiting };
}

/** Writes the job of a plan and its steps, and puts it into the queue. Answers its id, or null: the plan has a job already. */
export async function enqueueJob(
  core: Pick<Core, 'queue'>,
  tx: Tx,
  input: {
    agencyId: string;
    locationId: string;
    planId: string;
    items: readonly PlanItem[];
    priority: JobPriority;
    rolloutId: string | null;
    createdBy: string | null;
    /** Who queued it, as its log says. */
    by: string;
  },
): Promise<string | null> {
  const { agencyId, locationId, planId } = input;
  const priority = queuePriority[input.priority];
  const { rows } = await sql<{ id: string }>`
    with job as (
      insert into jobs (agency_id, location_id, plan_id, rollout_id, priority, created_by)
      values (${agencyId}, ${locationId}, ${planId}, ${input.rolloutId}, ${priority}, ${input.createdBy})
      on conflict (plan_id) do nothing
      returning id
    ), steps as (
      insert into job_steps (job_id, agency_id, position, item)
      select job.id, ${agencyId}, place - 1, item
      from job, jsonb_array_elements(${JSON.stringify(input.items)}::jsonb) with ordinality as planned (item, place)
    )
    select id from job`.execute(tx);
  const [job] = rows;
  if (!job) return null;
  const changed = { type: 'job.changed', job: await summaryOf(tx, agencyId, job.id) } as const;
  const queued = { type: 'log', line: { level: 'info', message: `Queued by ${input.by}.`, address: null } } as const;
  await publishNews(tx, agencyId, [
    { topic: `job:${job.id}`, events: [changed, queued] },
    { topic: 'agency', events: [changed] },
  ]);
  await core.queue.sendApply(tx, { jobId: job.id, run: 1 }, { agencyId, locationId, priority });
  return job.id;
}
