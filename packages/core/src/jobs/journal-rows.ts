import type { Tx } from '@groundwork/db';
import { canonicalJson, type ErrorView, type JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import type { JobState, LogLineView, StepState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { LeaseKey } from './location-lease.ts';

/** A step's next state. What is left out stays as it is; `error` alone is always set. */
export interface StepChange {
  position: number;
  state: StepState;
  /** Set when a write is about to go out; null when it surely never did. */
  intent?: JsonObject | null;
  ghlId?: string;
  result?: JsonObject;
  error?: ErrorView;
  ends?: boolean;
}

/** A resource as Groundwork holds it from now on, or null: it was deleted. */
export interface StateChange {
  address: string;
  kind: KindName;
  ghlId: string;
  held: { lastApplied: JsonObject; origin: 'created' | 'adopted' } | null;
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

interface Place {
  key: LeaseKey;
  blueprintId: string;
  now: Date;
}

export async function writeEntry(
  tx: Tx,
  place: Place,
  entry: { steps: readonly StepChange[]; states: readonly StateChange[]; jobs: readonly JobChange[] },
): Promise<void> {
  if (entry.steps.length > 0) await writeSteps(tx, place, entry.steps);
  const held = entry.states.flatMap(({ held: state, ...resource }) => (state ? [{ ...resource, ...state }] : []));
  if (held.length > 0) await writeStates(tx, place, held);
  const gone = entry.states.filter((state) => state.held === null);
  if (gone.length > 0) await forgetStates(tx, place, gone);
  for (const job of entry.jobs) await writeJob(tx, place, job);
}

async function writeSteps(tx: Tx, { key, now }: Place, steps: readonly StepChange[]): Promise<void> {
  const rows = steps.map(({ intent, ghlId, result, error, ends, ...step }) => ({
    ...step,
    begins: Boolean(intent),
    withdrawn: intent === null,
    intent: intent ?? null,
    ghl_id: ghlId ?? null,
    result: result ?? null,
    error: error ?? null,
    ends: ends ?? false,
  }));
  await sql`
    update job_steps step set
      state = change.state,
      attempts = step.attempts + change.begins::int - change.withdrawn::int,
      intent = case when change.withdrawn then null else coalesce(change.intent, step.intent) end,
      ghl_id = coalesce(change.ghl_id, step.ghl_id),
      result = coalesce(change.result, step.result),
      error = change.error,
      started_at = case when change.begins then coalesce(step.started_at, ${now}) else step.started_at end,
      finished_at = case when change.ends then ${now} else step.finished_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change (
      position int, state text, begins boolean, withdrawn boolean, intent jsonb, ghl_id text, result jsonb, error jsonb, ends boolean
    )
    where step.agency_id = ${key.agencyId} and step.job_id = ${key.jobId} and step.position = change.position`.execute(
    tx,
  );
}

async function writeStates(
  tx: Tx,
  { key, blueprintId, now }: Place,
  states: readonly (Omit<StateChange, 'held'> & NonNullable<StateChange['held']>)[],
): Promise<void> {
  await tx
    .insertInto('resource_states')
    .values(
      states.map(({ address, kind, ghlId, lastApplied, origin }) => ({
        agency_id: key.agencyId,
        location_id: key.locationId,
        blueprint_id: blueprintId,
        address,
        kind,
        ghl_id: ghlId,
        last_applied: canonicalJson(lastApplied),
        origin,
        job_id: key.jobId,
        updated_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'location_id', 'blueprint_id', 'address']).doUpdateSet((row) => ({
        kind: row.ref('excluded.kind'),
        ghl_id: row.ref('excluded.ghl_id'),
        last_applied: row.ref('excluded.last_applied'),
        job_id: row.ref('excluded.job_id'),
        updated_at: row.ref('excluded.updated_at'),
        // What we once created stays ours; another object under the same address is judged anew.
        origin: sql<'created' | 'adopted'>`case when resource_states.ghl_id = excluded.ghl_id
          then resource_states.origin else excluded.origin end`,
      })),
    )
    .execute();
}

async function forgetStates(tx: Tx, { key, blueprintId }: Place, states: readonly StateChange[]): Promise<void> {
  await tx
    .deleteFrom('resource_states')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .where('blueprint_id', '=', blueprintId)
    .where((row) =>
      row.or(states.map(({ address, ghlId }) => row.and([row('address', '=', address), row('ghl_id', '=', ghlId)]))),
    )
    .execute();
}

/** A job that came to its own end was not cancelled, even if somebody asked for it a moment too late. */
async function writeJob(tx: Tx, { key, now }: Place, job: JobChange): Promise<void> {
  const ends = job.state === 'SUCCESS' || job.state === 'FAILED' || job.state === 'CANCELLED';
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set((row) => ({
      state: job.state,
      error: job.error ? JSON.stringify(job.error) : null,
      started_at: row.fn.coalesce('started_at', row.val(now)),
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
