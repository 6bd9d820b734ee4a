import type { LiveResource } from '@groundwork/shared/kinds';
import type { StateEntry } from '@groundwork/shared/plan';
import type { Step } from './step.ts';

/**
 * Notes what the account holds of a step's object before anything is written, and what we had recorded of it: what a rollback goes
 * back to. The plan saw the same where it matters, but what it was not about may have changed since.
 */
export function seeBefore(step: Step, live: LiveResource['attributes'] | null, state: readonly StateEntry[]): void {
  const { kind, ghlId, address, movedFrom } = step.item;
  const recorded = state.find((entry) => entry.address === (movedFrom ?? address));
  step.item = { ...step.item, live };
  step.before = { live, state: recorded?.kind === kind && recorded.ghlId === ghlId ? recorded : null };
}
