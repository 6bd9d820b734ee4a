import type { Core } from '../context.ts';
import type { PlanTarget } from '../plans/compute-plan.ts';
import type { LeaseKey } from './location-lease.ts';

/** One worker's hold on one job: everything a step needs. */
export interface Run {
  core: Core;
  key: LeaseKey;
  fence: number;
  target: PlanTarget;
  account: { companyId: string; locationId: string };
  /** Aborts when the lease is lost or the worker is told to stop. */
  signal: AbortSignal;
}
