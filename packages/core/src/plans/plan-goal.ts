import type { Claim, LiveAccount, Limits, PlanItem, StateEntry } from '@groundwork/shared/plan';
import type { Wanted } from './named.ts';

/** How a plan of some purpose is made: what of the account it has to know, and what it then does. */
export interface PlanGoal {
  wanted(state: readonly StateEntry[]): Wanted;
  reach(found: Found): PlanItem[];
}

/** The account, and what Groundwork recorded of it. */
export interface Found extends Limits {
  live: LiveAccount;
  state: StateEntry[];
  claims: Claim[];
}
