import type { PlanItem } from './types.ts';

/** The lines of these addresses (Terraform's `-target`), and those that they need: to be changed, or made by a person. */
export function onlyAddresses(items: readonly PlanItem[], addresses: readonly string[]): PlanItem[] {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const wanted = new Set<string>();
  const want = (address: string) => {
    const item = byAddress.get(address);
    if (!item || wanted.has(address)) return;
    wanted.add(address);
    item.dependsOn.forEach(want);
  };
  addresses.forEach(want);
  return items.filter(
    ({ address, action, ghlId }) =>
      wanted.has(address) && (action !== 'no-op' || ghlId === null || addresses.includes(address)),
  );
}
