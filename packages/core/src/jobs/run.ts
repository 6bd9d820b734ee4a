import type { GhlAccount } from '@groundwork/integrations/ghl';
import type { AppError } from '@groundwork/shared';
import type { Core } from '../context.ts';
import type { PlanTarget } from '../plans/plan-target.ts';
import type { Journal } from './journal.ts';
import type { LeaseKey } from './location-lease.ts';
import type { Progress } from './progress.ts';

/** One worker's hold on one job: everything a step needs. */
export interface Run {
  core: Core;
  key: LeaseKey;
  target: PlanTarget;
  /** Its permit ends with the lease and with a cancel: no write is sent to an account that was lost, or after somebody said stop. */
  account: GhlAccount;
  /** The same for what must follow a write that is done, as a replacement's create: a cancel does not leave it half done. */
  begun: GhlAccount;
  /** Aborts when the lease is lost or the worker is told to stop: the run breaks off, and another goes on. */
  signal: AbortSignal;
  /**
   * Aborts when a person cancels the job or the account closes, with a JobStopped: no step begins any more, and what was begun is
   * brought to an end.
   */
  cancelled: AbortSignal;
  /** GHL lets nobody at the account any more. */
  close: (cause: AppError) => void;
  /** Outages that the job's log names already. */
  told: Set<string>;
  journal: Journal;
  /** Told of each step that has moved on, before that is committed. */
  progress: Progress;
}
