import type { PlanAction, PlanItem, PlanSummary } from '@groundwork/shared/plan';
import { lostParts } from './part-diff.ts';

/** The verbs that write, in the order a summary names them. */
export const writingActions = [
  'create',
  'update',
  'replace',
  'delete',
  'adopt',
] as const satisfies readonly PlanAction[];

export const countWrites = (summary: PlanSummary): number =>
  writingActions.reduce((sum, action) => sum + summary[action], 0);

/** What is lost for good when the plan is applied: whole objects, or parts of one that stays. Applying it needs the account's name typed. */
export interface Loss {
  item: PlanItem;
  /** Names of the stages or prices that go; empty where the whole object does. */
  parts: string[];
}

export const losses = (items: readonly PlanItem[]): Loss[] =>
  items.flatMap((item): Loss[] => {
    if (item.action === 'delete' || item.action === 'replace') return [{ item, parts: [] }];
    if (item.action === 'no-op' || item.action === 'manual') return [];
    const parts = item.changes.flatMap(({ before, after }) => lostParts(before, after));
    return parts.length > 0 ? [{ item, parts }] : [];
  });

export interface PlanParts {
  changes: PlanItem[];
  manual: PlanItem[];
  unchanged: PlanItem[];
}

/** In the order of the plan. */
export function partsOf(items: readonly PlanItem[]): PlanParts {
  const parts: PlanParts = { changes: [], manual: [], unchanged: [] };
  for (const item of items) {
    if (item.action === 'manual') parts.manual.push(item);
    else if (item.action === 'no-op') parts.unchanged.push(item);
    else parts.changes.push(item);
  }
  return parts;
}

/** For each line that cannot be written yet, the steps by hand it waits for, directly or through others. */
export function waitsFor(items: readonly PlanItem[]): Map<string, string[]> {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const known = new Map<string, string[]>();
  const visit = (item: PlanItem): string[] => {
    const found = known.get(item.address);
    if (found) return found;
    known.set(item.address, []);
    const waits = item.dependsOn.flatMap((address) => {
      const needed = byAddress.get(address);
      if (!needed) return [];
      // One that is in the account already has an id to refer to, whatever is left to do on it.
      return needed.action === 'manual' && needed.ghlId === null ? [address] : visit(needed);
    });
    const unique = [...new Set(waits)];
    known.set(item.address, unique);
    return unique;
  };
  return new Map(
    items.flatMap((item) => {
      const waits = item.action === 'no-op' ? [] : visit(item);
      return waits.length > 0 ? [[item.address, waits] as const] : [];
    }),
  );
}
