import type { AccountView } from '@groundwork/shared/views';
import { matchWords } from '../../lib/match-words.ts';

/** Every word must occur in the name, the address or the id; accents and case do not matter. */
export function filterAccounts(accounts: readonly AccountView[], search: string): AccountView[] {
  const matches = matchWords(search);
  return accounts.filter(({ name, address, id }) => matches(`${name} ${address ?? ''} ${id}`));
}
