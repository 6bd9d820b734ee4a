import type { Step } from './step.ts';

/** Those with the longest chain of others behind them first: nothing else makes a job end later. */
export function urgentFirst(steps: readonly Step[]): Step[] {
  const behind = Map.groupBy(
    steps.flatMap((step) => step.item.dependsOn.map((address) => ({ address, step }))),
    ({ address }) => address,
  );
  const known = new Map<Step, number>();
  const chainOf = (step: Step): number => {
    const length =
      known.get(step) ?? 1 + Math.max(0, ...(behind.get(step.item.address) ?? []).map((it) => chainOf(it.step)));
    known.set(step, length);
    return length;
  };
  return steps.toSorted((a, b) => chainOf(b) - chainOf(a));
}
