import type { Lookup } from '@groundwork/shared/blueprint';
import type { PlanItem } from '@groundwork/shared/plan';
import type { Step } from './step.ts';

/** Attributes of live objects by address: those the plan found, and those this run has written. */
export function createLookup(items: readonly PlanItem[], steps: readonly Step[]): Lookup {
  const planned = new Map(items.map((item) => [item.address, item]));
  const applied = new Map(steps.map((step) => [step.item.address, step]));
  return (address, attribute) => {
    const step = applied.get(address);
    const item = planned.get(address);
    const id = step?.ghlId ?? item?.ghlId ?? undefined;
    if (attribute === 'id') return id;
    return step?.result?.[attribute] ?? item?.live?.[attribute];
  };
}
