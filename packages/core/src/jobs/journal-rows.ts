import type { Tx } from '@groundwork/db';
import type { ErrorView, JsonObject } from '@groundwork/shared';
import type { BeforeImage } from '@groundwork/shared/plan';
import type { JobState, LogLineView, StepState, StepView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { shownOfItem, type StepRow, stepView } from './steps-of.ts';
import { type Place, type StateChange, writeStates } from './state-rows.ts';

/** A step's next state. What is left out stays as it is; `error` alone is always set. */
export interface StepChange {
  position: number;
  state: StepState;
  /** Set when a write is about to go out; null when it surely never did. */
  intent?: JsonObject | null;
  /** How to undo it. The first stands: a later attempt may find what an earlier one wrote. */
  before?: BeforeImage | null;
  ghlId?: string;
  result?: JsonObject;
  error?: ErrorView | undefined;
  ends?: boolean;
}

export interface JobChange {
  state: JobState;
  error?: ErrorView;
  refreshed?: boolean;
}

export type LogLine = Omit<LogLineView, 'id' | 'at'>;

/** Thrown when the job was ended by somebody else, such as a cancel before it began: there is nothing left to run. */
export class JobEnded extends Error {
  override readonly name = 'JobEnded';
}

/** Answers the steps it has changed, as they are now. */
export async function writeEntry(
  tx: Tx,
  place: Place,
  entry: { steps: readonly StepChange[]; states: readonly StateChange[]; jobs: readonly JobChange[] },
): Promise<StepView[]> {
  const steps = entry.steps.length > 0 ? await writeSteps(tx, place, entry.steps) : [];
  await writeStates(tx, place, entry.states);
  for (const job of entry.jobs) await writeJob(tx, place, job);
  return steps;
}

async function writeSteps(tx: Tx, { key, now }: Place, steps: readonly StepChange[]): Promise<StepView[]> {
  const rows = steps.map(({ intent, before, ghlId, result, error, ends, ...step }) => ({
    ...step,
    begins: Boolean(intent),
    withdrawn: intent === null,
    intent: intent ?? null,
    before: before ?? null,
    ghl_id: ghlId ?? null,
    result: result ?? null,
    error: error ?? null,
    ends: ends ?? false,
  }));
  const { rows: written } = await sql<StepRow>`
    update job_steps step set
      state = change.state,
      attempts = step.attempts + change.begins::int - change.withdrawn::int,
      intent = case when change.withdrawn then null else coalesce(change.intent, step.intent) end,
      before = case when change.withdrawn then null else coalesce(step.before, change.before) end,
      ghl_id = coalesce(change.ghl_id, step.ghl_id),
      result = coalesce(change.result, step.result),
      error = change.error,
      started_at = case when change.begins then coalesce(step.started_at, ${now}) else step.started_at end,
      finished_at = case when change.ends then ${now} else step.finished_at end,
      verified_at = case when change.state = 'VERIFIED' then ${now} else step.verified_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change (
      position int, state text, begins boolean, withdrawn boolean, intent jsonb, before jsonb, ghl_id text, result jsonb, error jsonb, ends boolean
    )
    where step.agency_id = ${key.agencyId} and step.job_id = ${key.jobId} and step.position = change.position
      -- Looked up one by one: else each change compares all the steps of the job.
      and step.position = any(${steps.map(({ position }) => position)}::int[])
    returning step.position, step.state, step.attempts, step.error, step.started_at, step.finished_at, ${shownOfItem('step')}`.execute(
    tx,
  );
  return written.map(stepView).toSorted((a, b) => a.position - b.position);
}

/** A job that came to its own end was not cancelled, even if somebody asked for it a moment too late. */
async function writeJob(tx: Tx, { key, since, now }: Place, job: JobChange): Promise<void> {
  const ends = job.state === 'SUCCESS' || job.state === 'FAILED' || job.state === 'CANCELLED';
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set((row) => ({
      state: job.state,
      error: job.error ? JSON.stringify(job.error) : null,
      started_at: row.fn.coalesce('started_at', row.val(since)),
      ...(job.refreshed ? { refreshed_at: now } : {}),
      ...(ends ? { finished_at: now } : {}),
      ...(ends && job.state !== 'CANCELLED' ? { cancel_requested_at: null, cancelled_by: null } : {}),
    }))
    .where('agency_id', '=', key.agencyId)
    .where('id', '=', key.jobId)
    .where('state', 'in', ['PENDING', 'PROCESSING'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new JobEnded('the job has ended already');
}
