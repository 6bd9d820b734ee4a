import type { PlanItem, StateEntry } from './types.ts';
import type { BeforeImage } from './types.ts';
import type { LiveAccount } from './index-account.ts';
import type { Limits } from './restrain.ts';

/** What one step of a job did, and what it found. */
export interface AppliedStep {
  item: PlanItem;
  ghlId: string | null;
  before: BeforeImage;
}

/**
 * What it takes to bring the account back to where it was before the steps, three ways: as it was before, as Groundwork applied it
 * last, as it is now. What a client has changed since is kept.
 */
export function rollBack(
  input: { steps: readonly AppliedStep[]; live: LiveAccount; state: readonly StateEntry[] } & Limits,
): PlanItem[] {
  throw new Error(`not built: ${input.steps.length}`);
}
