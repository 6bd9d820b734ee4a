import type { LiveResource } from '@groundwork/shared/kinds';
import type { StateEntry } from '@groundwork/shared/plan';
import type { Step } from './step.ts';

/**
 * Notes what the account holds of a step's object before anything is written, and what we had recorded of it: what a rollback goes
 * back to. The plan saw the same where it matters, but what it was not about may have changed since.
 */
export function seeBefore(
  step: Step,
  live: LiveResource['attributes'] | null,
  recorded: ReadonlyMap<string, StateEntry>,
): void {
  const { kind, ghlId, address, movedFrom } = step.item;
  const entry = recorded.get(movedFrom ?? address);
  step.item = { ...step.item, live };
  step.before = { live, state: entry?.kind === kind && entry.ghlId === ghlId ? entry : null };
}

/** By address. */
export const recordedOf = (state: readonly StateEntry[]): ReadonlyMap<string, StateEntry> =>
  new Map(state.map((entry) => [entry.address, entry]));
