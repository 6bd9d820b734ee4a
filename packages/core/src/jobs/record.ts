import { type AppError, errorView, type JsonObject } from '@groundwork/shared';
import type { LiveResource } from '@groundwork/shared/kinds';
import type { JobState } from '@groundwork/shared/views';
import type { JobStopped } from './job-stopped.ts';
import type { LogLine, StepChange } from './journal-rows.ts';
import type { Run } from './run.ts';
import type { StateChange } from './state-rows.ts';
import type { Step } from './step.ts';
import { errorWithoutSecrets } from './without-secrets.ts';

/** A resource as GHL holds it after the step, and what the next plan compares client edits with. */
export interface Applied {
  live: LiveResource;
  lastApplied: JsonObject;
  origin: 'created' | 'adopted';
}

type Level = LogLine['level'];

/** What a step must write and what it found, before it is asked of GHL: after a crash this says what may have happened. */
export const recordIntent = (run: Run, step: Step, intent: JsonObject): Promise<void> =>
  record(
    run,
    step,
    { state: 'RUNNING', intent, before: step.before },
    { message: `${verbs[step.item.action]} ${step.item.title}` },
  );

/** GHL's answer was lost or doubtful: the account is read before anything is repeated. */
export const recordUnknown = (run: Run, step: Step, error: AppError): Promise<void> =>
  record(
    run,
    step,
    { state: 'UNKNOWN' },
    { level: 'warn', message: `${errorWithoutSecrets(step, error).message} Reading the account to see what happened.` },
  );

/** The job was stopped before the write went out: it was not attempted after all. */
export const recordWithdrawn = (run: Run, step: Step, reason: JobStopped): Promise<void> =>
  record(
    run,
    step,
    { state: 'NOT_ATTEMPTED', intent: null },
    { level: 'warn', message: `${step.item.title} was not sent any more. ${reason.message}` },
  );

/** GHL holds it: the step's result and our state of the resource, in one transaction. */
export function recordApplied(run: Run, step: Step, { live, lastApplied, origin }: Applied): Promise<void> {
  const { address, kind, movedFrom } = step.item;
  step.ghlId = live.id;
  step.result = live.attributes;
  return record(
    run,
    step,
    {
      state: 'APPLIED',
      ghlId: live.id,
      result: live.attributes,
      ends: true,
      states: [
        {
          address,
          kind,
          ghlId: live.id,
          movedFrom,
          held: { lastApplied, origin, retain: step.item.retain, secrets: step.item.secrets },
        },
      ],
    },
    { message: `${step.item.title} is ${outcomes[step.item.action]}` },
  );
}

/** GHL no longer holds it, as far as it says. Our state of it goes when the list has shown that. */
export const recordDeleted = (run: Run, step: Step): Promise<void> =>
  record(
    run,
    step,
    { state: 'APPLIED', ends: true, ...(step.item.ghlId === null ? {} : { ghlId: step.item.ghlId }) },
    { message: `${step.item.title} is deleted` },
  );

export function recordFailed(run: Run, step: Step, failure: AppError): Promise<void> {
  const error = errorWithoutSecrets(step, failure);
  const message = `${step.item.title}: ${error.message}`;
  return record(run, step, { state: 'FAILED', error, ends: true }, { level: 'error', message });
}

/** Read back, and as it shall be. */
export const recordVerified = (run: Run, steps: readonly Step[]): Promise<void> =>
  recordAll(run, steps, {
    state: 'VERIFIED',
    states: steps.flatMap(({ item: { action, address, kind, ghlId } }) =>
      action === 'delete' && ghlId ? [{ address, kind, ghlId, held: null }] : [],
    ),
    line: {
      level: 'info',
      message: `Read back from GHL and verified: ${steps.map((step) => step.item.title).join(', ')}`,
      address: null,
    },
  });

export const recordNotAttempted = (run: Run, steps: readonly Step[], message: string): Promise<void> =>
  recordAll(run, steps, { state: 'NOT_ATTEMPTED', line: { level: 'warn', message, address: null } });

/** Once a run for each cause: why nothing moves, and that nobody has to start the job again. */
export async function recordWaiting(run: Pick<Run, 'told' | 'journal'>, { message }: AppError): Promise<void> {
  if (run.told.has(message)) return;
  run.told.add(message);
  const line: LogLine = {
    level: 'warn',
    message: `Waiting. ${message} The job goes on by itself once that is mended.`,
    address: null,
  };
  await run.journal({ steps: [], lines: [line] });
}

export const recordJob = (
  run: Run,
  { error, states = [], ...change }: { state: JobState; error?: AppError; refreshed?: boolean; states?: StateChange[] },
  message: string,
  level: Level = 'info',
): Promise<void> =>
  run.journal({
    steps: [],
    states,
    job: { ...change, ...(error ? { error: errorView(error) } : {}) },
    lines: [{ level, message, address: null }],
  });

/**
 * Whoever waited for the step goes on at once, so that what they write down is in the same transaction or in a later one: never
 * without this. Should it fail, nothing more is taken and no write goes out.
 */
function record(
  run: Run,
  step: Step,
  { states = [], ...change }: Omit<StepChange, 'position'> & { states?: readonly StateChange[] },
  { level = 'info', message }: { level?: Level; message: string },
): Promise<void> {
  step.state = change.state;
  run.progress.tell();
  return run.journal({
    steps: [{ position: step.position, ...change }],
    states,
    lines: [{ level, message, address: step.item.address }],
    // What waits for a result hands in an intent of its own.
    mayWait: change.ends ?? false,
  });
}

/** Several steps whose end needs no word of its own. */
async function recordAll(
  run: Run,
  steps: readonly Step[],
  { state, states = [], line }: { state: Step['state']; states?: readonly StateChange[]; line: LogLine },
): Promise<void> {
  if (steps.length === 0) return;
  for (const step of steps) step.state = state;
  run.progress.tell();
  const changes = steps.map(({ position }) => ({ position, state }));
  await run.journal({ steps: changes, states, lines: [line], mayWait: true });
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
