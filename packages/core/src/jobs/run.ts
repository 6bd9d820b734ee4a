import type { GhlAccount } from '@groundwork/integrations/ghl';
import type { Core } from '../context.ts';
import type { PlanTarget } from '../plans/compute-plan.ts';
import type { LeaseKey } from './location-lease.ts';

/** One worker's hold on one job: everything a step needs. */
export interface Run {
  core: Core;
  key: LeaseKey;
  fence: number;
  target: PlanTarget;
  /** Its permit is the lease: nothing is sent to an account that was lost. */
  account: GhlAccount;
  /** Aborts when the lease is lost or the worker is told to stop. */
  signal: AbortSignal;
}
