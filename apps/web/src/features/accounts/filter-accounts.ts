import type { AccountView } from '@groundwork/shared/views';
import { matchWords } from '../../lib/match-words.ts';

/** Every word must occur in the name, the address, the group or the id; accents and case do not matter. */
export function filterAccounts(accounts: readonly AccountView[], search: string): AccountView[] {
  const matches = matchWords(search);
  return accounts.filter(({ name, address, group, id }) =>
    matches(`${name} ${address ?? ''} ${group?.name ?? ''} ${id}`),
  );
}
