import { ServiceError } from '@groundwork/integrations';
import type { Core } from '../context.ts';
import type { LeaseKey } from './location-lease.ts';

const lookEveryMs = 500;

/**
 * Why a wait or a write was cut short: somebody cancelled the job. A write it stops had not been sent; where one of several
 * calls had, the adapter makes its outcome unknown.
 */
export class JobCancelled extends ServiceError {
  constructor() {
    super({
      service: 'groundwork',
      operation: 'cancel',
      code: 'CONFLICT',
      message: 'The job was cancelled.',
      retryable: false,
      outcome: 'not-applied',
    });
  }
}

export interface CancelWatch {
  /** Aborts within a second of a cancel. */
  signal: AbortSignal;
  /** Somebody else has seen it. */
  now: () => void;
  stop: () => void;
}

/** Looks at the job's row, now and until it is stopped. */
export async function watchForCancel(core: Core, key: LeaseKey): Promise<CancelWatch> {
  const cancelled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const now = () => {
    if (!cancelled.signal.aborted) cancelled.abort(new JobCancelled());
  };
  const look = async () => {
    // A look that fails is made good by the next one.
    if (await isCancelled(core, key).catch(() => false)) return now();
    if (!stopped) timer = setTimeout(() => void look(), lookEveryMs);
  };
  await look();
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
