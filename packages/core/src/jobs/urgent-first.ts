import { isJsonList } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { Step } from './step.ts';

/** Those with the longest chain of calls before them first, their own and those of others behind them: nothing else makes a job end later. */
export function urgentFirst(steps: readonly Step[]): Step[] {
  const behind = Map.groupBy(
    steps.flatMap((step) => step.item.dependsOn.map((address) => ({ address, step }))),
    ({ address }) => address,
  );
  const known = new Map<Step, number>();
  const chainOf = (step: Step): number => {
    const others = behind.get(step.item.address) ?? [];
    const length = known.get(step) ?? callsOf(step) + Math.max(0, ...others.map((other) => chainOf(other.step)));
    known.set(step, length);
    return length;
  };
  return steps.toSorted((a, b) => chainOf(b) - chainOf(a));
}

/** Parts without an order (a product's prices) are objects of their own, one call each, and their lists come after the object's. */
function callsOf({ item }: Step): number {
  const parts = (kinds[item.kind].unordered ?? []).flatMap((path) => {
    const list = item.target[path];
    return isJsonList(list) ? list : [];
  });
  return parts.length > 0 ? 2 + parts.length : 1;
}
