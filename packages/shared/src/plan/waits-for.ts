import type { PlanItem } from './types.ts';

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
      // One that is in the account already has an id to refer to, whatever is left to do on it; but it may still need what goes.
      const isOpen =
        needed.ghlId === null
          ? needed.action === 'manual' || needed.action === 'no-op'
          : needed.action === 'manual' && item.action === 'delete';
      return isOpen ? [address] : visit(needed);
    });
    const unique = [...new Set(waits)];
    known.set(item.address, unique);
    return unique;
  };
  return new Map(
    items.flatMap((item) => {
      const waits = item.action === 'no-op' || item.action === 'manual' ? [] : visit(item);
      return waits.length > 0 ? [[item.address, waits] as const] : [];
    }),
  );
}
