import type { AccountView } from '@groundwork/shared/views';

/** The groups that the accounts are in, by name. */
export function groupsOf(accounts: readonly AccountView[]): { id: string; name: string }[] {
  const groups = new Map(accounts.flatMap(({ group }) => (group ? [[group.id, group] as const] : [])));
  return [...groups.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
