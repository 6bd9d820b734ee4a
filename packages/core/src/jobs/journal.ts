import type { Tx } from '@groundwork/db';
import type { FeedEvent } from '@groundwork/shared/events';
import type { JobSummaryView, StepView } from '@groundwork/shared/views';
import { createBatches } from '../batches.ts';
import type { Core } from '../context.ts';
import { publishNews } from '../events/publish-events.ts';
import { summaryOf } from './job-summary.ts';
import { type JobChange, type LogLine, type StepChange, writeEntry } from './journal-rows.ts';
import { holdFence, type LeaseKey } from './location-lease.ts';
import type { Place, StateChange } from './state-rows.ts';

/** What is written together or not at all. */
export interface Entry {
  steps: readonly StepChange[];
  /** Our state of the resources in the location, as the steps leave it. */
  states?: readonly StateChange[];
  /** The job's own state. It is told to the agency's topic too, where lists listen. */
  job?: JobChange;
  lines: readonly LogLine[];
  /** Nothing waits for its commit: it may be written down a moment later, with others. */
  mayWait?: boolean;
}

/** Resolves once the entry is committed, with everything that came before it. After a failure it takes nothing more. */
export type Journal = (entry: Entry) => Promise<void>;

/** Of the intents of a large job's first steps the most urgent are not to wait for all the others. */
const urgentAtOnce = 16;

/**
 * A run's journal. Its transactions queue on the job's row, so steps that run side by side do not each open one: entries that
 * come while a transaction is under way are committed together by the next. Each transaction holds the fence.
 */
export const createJournal = (
  core: Core,
  place: Omit<Place, 'now'>,
  run: { fence: number; onCancel: () => void },
): Journal => {
  let failure: { cause: unknown } | null = null;
  const commit = async (entries: readonly Entry[]) => {
    const { key } = place;
    const job = await core.db.transaction().execute(async (tx) => {
      await holdFence(tx, key, run.fence);
      const entry = merge(entries);
      const steps = await writeEntry(tx, { ...place, now: core.now() }, entry);
      return publish(tx, key, { ...entry, steps });
    });
    if (job.cancelRequestedAt !== null) run.onCancel();
  };
  return createBatches<Entry>(
    async (entries) => {
      if (failure) throw failure.cause;
      await commit(entries).catch((cause: unknown) => {
        failure = { cause };
        throw cause;
      });
    },
    { mayWait: ({ mayWait = false }) => mayWait, urgentAtOnce },
  );
};

/** In the order they came. */
function merge(entries: readonly Entry[]): Required<Omit<Entry, 'job' | 'mayWait'>> & { jobs: JobChange[] } {
  return {
    steps: foldSteps(entries.flatMap((entry) => entry.steps)),
    states: entries.flatMap((entry) => entry.states ?? []),
    jobs: entries.flatMap((entry) => entry.job ?? []),
    lines: entries.flatMap((entry) => entry.lines),
  };
}

/** One change a step: a small account is read back before its last results are committed. */
function foldSteps(changes: readonly StepChange[]): StepChange[] {
  const last = new Map<number, StepChange>();
  for (const change of changes)
    last.set(change.position, { ...last.get(change.position), error: undefined, ...change });
  return [...last.values()];
}

async function publish(
  tx: Tx,
  { agencyId, jobId }: LeaseKey,
  entry: Omit<ReturnType<typeof merge>, 'steps'> & { steps: readonly StepView[] },
): Promise<JobSummaryView> {
  const job = await summaryOf(tx, agencyId, jobId);
  const changed: FeedEvent = { type: 'job.changed', job };
  const events: FeedEvent[] = [
    ...entry.steps.map((step): FeedEvent => ({ type: 'step.changed', step })),
    changed,
    ...entry.lines.map((line): FeedEvent => ({ type: 'log', line })),
  ];
  await publishNews(tx, agencyId, [
    { topic: `job:${jobId}`, events },
    { topic: 'agency', events: entry.jobs.length > 0 ? [changed] : [] },
  ]);
  return job;
}
