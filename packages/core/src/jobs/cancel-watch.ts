import type { Db } from '@groundwork/db';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../context.ts';
import { JobCancelled, type JobStopped } from './job-stopped.ts';

const lookEveryMs = 500;

export interface CancelWatch {
  /** Aborts within a second of a cancel, or at once when the account closes. Its reason is a JobStopped. */
  signal: AbortSignal;
  /** Somebody else has seen it, or there is another reason to stop. The first stands. */
  now: (reason?: JobStopped) => void;
  stop: () => void;
}

/** By what to tell it, the id of each job that runs here. */
type Watched = Map<() => void, string>;
const watchedIn = new WeakMap<Db, Watched>();

/** Looks at the job's row every now and then, until it is stopped: in one statement at all jobs of this process. */
export function watchForCancel({ db }: Pick<Core, 'db'>, jobId: string): CancelWatch {
  const cancelled = new AbortController();
  const now = (reason: JobStopped = new JobCancelled()) => {
    if (!cancelled.signal.aborted) cancelled.abort(reason);
  };
  const tell = () => now();
  const watched = watchedIn.get(db) ?? new Map<() => void, string>();
  watched.set(tell, jobId);
  if (!watchedIn.has(db)) void lookAt(db, watched);
  return { signal: cancelled.signal, now, stop: () => watched.delete(tell) };
}

async function lookAt(db: Db, watched: Watched): Promise<void> {
  watchedIn.set(db, watched);
  while (watched.size > 0) {
    await sleep(lookEveryMs, undefined, { ref: false });
    // A look that fails is made good by the next one.
    const cancelled = await cancelledOf(db, [...watched.values()]).catch(() => new Set<string>());
    for (const [tell, jobId] of watched) if (cancelled.has(jobId)) tell();
  }
  watchedIn.delete(db);
}

async function cancelledOf(db: Db, jobIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (jobIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('jobs')
    .select('id')
    .where(sql<boolean>`id = any(${jobIds}::uuid[])`)
    .where('cancel_requested_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
