import type { AccountView } from '@groundwork/shared/views';

/** Every word must occur in the name, the address or the id; accents and case do not matter. */
export function filterAccounts(accounts: readonly AccountView[], search: string): AccountView[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return accounts.filter((account) => {
    const text = fold(`${account.name} ${account.address ?? ''} ${account.id}`);
    return words.every((word) => text.includes(word));
  });
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
