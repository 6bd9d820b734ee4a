import { applyOrder } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';
import type { PlanAction } from './types.ts';

interface Ordered {
  address: string;
  kind: KindName;
  action?: PlanAction;
  dependsOn: readonly string[];
}

/**
 * The order to apply in: what others need first, then GHL's order of kinds, then by address; deletes last, in the reverse
 * order of kinds. The same for any order given.
 */
export function order<T extends Ordered>(items: readonly T[]): T[] {
  const levels = levelsOf(items);
  const rank = (item: T): number => (levels.get(item.address) ?? 0) * applyOrder.length + applyOrder.indexOf(item.kind);
  const byAddress = (a: T, b: T): number => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
  const [kept, deleted] = [items.filter((item) => !isDelete(item)), items.filter(isDelete)];
  return [
    ...kept.toSorted((a, b) => rank(a) - rank(b) || byAddress(a, b)),
    ...deleted.toSorted((a, b) => applyOrder.indexOf(b.kind) - applyOrder.indexOf(a.kind) || byAddress(a, b)),
  ];
}

const isDelete = ({ action }: Ordered): boolean => action === 'delete';

/** Length of the longest chain of needs below each item. A circle, which no valid blueprint has, is cut where it closes. */
function levelsOf(items: readonly Ordered[]): Map<string, number> {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const levels = new Map<string, number>();
  const open = new Set<string>();
  for (const start of byAddress.keys()) {
    const stack = [start];
    for (let address = stack.at(-1); address !== undefined; address = stack.at(-1)) {
      const needs = (byAddress.get(address)?.dependsOn ?? []).filter((need) => byAddress.has(need));
      const unknown = needs.filter((need) => !levels.has(need) && !open.has(need));
      if (levels.has(address) || unknown.length === 0) {
        if (!levels.has(address)) levels.set(address, Math.max(-1, ...needs.map((need) => levels.get(need) ?? 0)) + 1);
        stack.pop();
        open.delete(address);
      } else {
        open.add(address);
        stack.push(...unknown);
      }
    }
  }
  return levels;
}
