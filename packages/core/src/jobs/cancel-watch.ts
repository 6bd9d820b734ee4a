import type { Core } from '../context.ts';
import { JobCancelled, type JobStopped } from './job-stopped.ts';
import type { LeaseKey } from './location-lease.ts';

const lookEveryMs = 500;

export interface CancelWatch {
  /** Aborts within a second of a cancel, or at once when the account closes. Its reason is a JobStopped. */
  signal: AbortSignal;
  /** Somebody else has seen it, or there is another reason to stop. The first stands. */
  now: (reason?: JobStopped) => void;
  stop: () => void;
}

/** Looks at the job's row every now and then, until it is stopped. */
export function watchForCancel(core: Core, key: LeaseKey): CancelWatch {
  const cancelled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const now = (reason: JobStopped = new JobCancelled()) => {
    if (!cancelled.signal.aborted) cancelled.abort(reason);
  };
  const look = async () => {
    // A look that fails is made good by the next one.
    if (await isCancelled(core, key).catch(() => false)) return now();
    lookLater();
  };
  const lookLater = () => {
    if (!stopped) timer = setTimeout(() => void look(), lookEveryMs);
  };
  lookLater();
  return {
    signal: cancelled.signal,
    now,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const isCancelled = async (core: Core, key: LeaseKey): Promise<boolean> =>
  (await core.db
    .selectFrom('jobs')
    .select('id')
    .where('agency_id', '=', key.agencyId)
    .where('id', '=', key.jobId)
    .where('cancel_requested_at', 'is not', null)
    .executeTakeFirst()) !== undefined;
