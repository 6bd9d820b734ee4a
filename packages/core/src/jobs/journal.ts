import type { Tx } from '@groundwork/db';
import { type AppError, canonicalJson, errorView, type JsonObject } from '@groundwork/shared';
import type { FeedEvent } from '@groundwork/shared/events';
import type { LiveResource } from '@groundwork/shared/kinds';
import type { JobState, LogLineView, StepState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { publishEvents } from '../events/publish-events.ts';
import { stepsOf } from './get-job.ts';
import { summaryOf } from './job-summary.ts';
import { holdFence } from './location-lease.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/** A resource as GHL holds it after the step, and what the next plan compares client edits with. */
export interface Applied {
  live: LiveResource;
  lastApplied: JsonObject;
  origin: 'created' | 'adopted';
}

type Level = LogLineView['level'];
interface Entry {
  step: Step;
  state: StepState;
  message: string;
  level?: Level;
}

/** What a step must write, before it is asked of GHL: after a crash this says what may have happened. */
export const recordIntent = (run: Run, step: Step, intent: JsonObject): Promise<void> =>
  record(run, { step, state: 'RUNNING', message: `${verbs[step.item.action]} ${step.item.title}` }, async (tx) => {
    await updateStep(tx, run, step, (query) =>
      query.set((row) => ({
        state: 'RUNNING',
        attempts: row('attempts', '+', 1),
        intent: canonicalJson(intent),
        error: null,
        started_at: row.fn.coalesce('started_at', row.val(run.core.now())),
      })),
    );
  });

/** GHL's answer was lost or doubtful: the account is read before anything is repeated. */
export const recordUnknown = (run: Run, step: Step, error: AppError): Promise<void> =>
  record(
    run,
    { step, state: 'UNKNOWN', level: 'warn', message: `${error.message} Reading the account to see what happened.` },
    async (tx) => {
      await updateStep(tx, run, step, (query) => query.set({ state: 'UNKNOWN' }));
    },
  );

/** GHL holds it: the step's result and our state of the resource, in one transaction. */
export async function recordApplied(run: Run, step: Step, applied: Applied): Promise<void> {
  await record(
    run,
    { step, state: 'APPLIED', message: `${step.item.title} is ${outcomes[step.item.action]}` },
    async (tx) => {
      await updateStep(tx, run, step, (query) =>
        query.set({
          state: 'APPLIED',
          ghl_id: applied.live.id,
          result: canonicalJson(applied.live.attributes),
          error: null,
          finished_at: run.core.now(),
        }),
      );
      const values = {
        agency_id: run.key.agencyId,
        location_id: run.key.locationId,
        blueprint_id: run.target.blueprintId,
        address: step.item.address,
        kind: step.item.kind,
        ghl_id: applied.live.id,
        last_applied: canonicalJson(applied.lastApplied),
        origin: applied.origin,
        job_id: run.key.jobId,
        updated_at: run.core.now(),
      };
      await tx
        .insertInto('resource_states')
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(['agency_id', 'location_id', 'blueprint_id', 'address']).doUpdateSet({
            ghl_id: values.ghl_id,
            last_applied: values.last_applied,
            job_id: values.job_id,
            updated_at: values.updated_at,
            // What we once created stays ours; another object under the same address is judged anew.
            origin: sql<'created' | 'adopted'>`case when resource_states.ghl_id = excluded.ghl_id
              then resource_states.origin else excluded.origin end`,
          }),
        )
        .execute();
    },
  );
  step.ghlId = applied.live.id;
  step.result = applied.live.attributes;
}

export const recordFailed = (run: Run, step: Step, error: AppError): Promise<void> =>
  record(
    run,
    { step, state: 'FAILED', level: 'error', message: `${step.item.title}: ${error.message}` },
    async (tx) => {
      await updateStep(tx, run, step, (query) =>
        query.set({ state: 'FAILED', error: JSON.stringify(errorView(error)), finished_at: run.core.now() }),
      );
    },
  );

/** Several steps whose end needs no word of its own: verified ones, and those never tried. */
export async function recordEnd(
  run: Run,
  steps: readonly Step[],
  state: 'VERIFIED' | 'NOT_ATTEMPTED',
  message: string,
): Promise<void> {
  if (steps.length === 0) return;
  await fenced(run, async (tx) => {
    const positions = steps.map((step) => step.position);
    await tx
      .updateTable('job_steps')
      .set({ state })
      .where('agency_id', '=', run.key.agencyId)
      .where('job_id', '=', run.key.jobId)
      .where('position', 'in', positions)
      .execute();
    await publish(tx, run, {
      positions,
      lines: [{ level: state === 'VERIFIED' ? 'info' : 'warn', message, address: null }],
    });
  });
  for (const step of steps) step.state = state;
}

/** The job's own state. It is told to the agency's topic too, where lists listen. */
export async function recordJob(
  run: Run,
  change: { state: JobState; error?: AppError; refreshed?: boolean },
  message: string,
  level: Level = 'info',
): Promise<void> {
  const now = run.core.now();
  const finished = change.state === 'SUCCESS' || change.state === 'FAILED' || change.state === 'CANCELLED';
  await fenced(run, async (tx) => {
    await tx
      .updateTable('jobs')
      .set((row) => ({
        state: change.state,
        error: change.error ? JSON.stringify(errorView(change.error)) : null,
        started_at: row.fn.coalesce('started_at', row.val(now)),
        ...(change.refreshed ? { refreshed_at: now } : {}),
        ...(finished ? { finished_at: now } : {}),
      }))
      .where('agency_id', '=', run.key.agencyId)
      .where('id', '=', run.key.jobId)
      .execute();
    await publish(tx, run, { positions: [], lines: [{ level, message, address: null }], agency: true });
  });
}

async function record(run: Run, entry: Entry, write: (tx: Tx) => Promise<void>): Promise<void> {
  await fenced(run, async (tx) => {
    await write(tx);
    await publish(tx, run, {
      positions: [entry.step.position],
      lines: [{ level: entry.level ?? 'info', message: entry.message, address: entry.step.item.address }],
    });
  });
  entry.step.state = entry.state;
}

const fenced = (run: Run, work: (tx: Tx) => Promise<void>): Promise<void> =>
  run.core.db.transaction().execute(async (tx) => {
    await holdFence(tx, run.key, run.fence);
    await work(tx);
  });

const stepUpdate = (tx: Tx, run: Run, step: Step) =>
  tx
    .updateTable('job_steps')
    .where('agency_id', '=', run.key.agencyId)
    .where('job_id', '=', run.key.jobId)
    .where('position', '=', step.position);

async function updateStep(
  tx: Tx,
  run: Run,
  step: Step,
  set: (query: ReturnType<typeof stepUpdate>) => ReturnType<typeof stepUpdate>,
): Promise<void> {
  await set(stepUpdate(tx, run, step)).execute();
}

async function publish(
  tx: Tx,
  run: Run,
  news: { positions: number[]; lines: { level: Level; message: string; address: string | null }[]; agency?: boolean },
): Promise<void> {
  const { agencyId, jobId } = run.key;
  const changed: FeedEvent = { type: 'job.changed', job: await summaryOf(tx, agencyId, jobId) };
  const steps = news.positions.length > 0 ? await stepsOf(tx, agencyId, jobId, news.positions) : [];
  await publishEvents(tx, agencyId, `job:${jobId}`, [
    ...steps.map((step): FeedEvent => ({ type: 'step.changed', step })),
    changed,
    ...news.lines.map((line): FeedEvent => ({ type: 'log', line })),
  ]);
  if (news.agency) await publishEvents(tx, agencyId, 'agency', [changed]);
}

const verbs = {
  create: 'Creating',
  update: 'Updating',
  replace: 'Replacing',
  adopt: 'Adopting',
  delete: 'Deleting',
  'no-op': 'Keeping',
  manual: 'Leaving',
} as const;
const outcomes = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  adopt: 'adopted',
  delete: 'deleted',
  'no-op': 'kept',
  manual: 'left',
} as const;
