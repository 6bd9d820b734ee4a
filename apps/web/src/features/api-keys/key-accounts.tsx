import type { ApiKeyView } from '@groundwork/shared/views';
import { AccountLink } from '../../components/domain/account-link.tsx';
import { plural } from '../../lib/format.ts';

/** Where a key may act: everywhere, or in a list to open. */
export function KeyAccounts({ accounts }: Pick<ApiKeyView, 'accounts'>) {
  if (accounts === null) return <p className="text-sm text-muted">All accounts</p>;
  const [first, ...others] = accounts;
  if (!first) return <p className="text-sm text-muted">No account is left that it was for</p>;
  if (others.length === 0)
    return (
      <p className="text-sm text-muted">
        Only <AccountLink account={first} />
      </p>
    );
  return (
    <details className="text-sm text-muted">
      <summary className="w-fit rounded-sm">Only {plural(accounts.length, 'account')}</summary>
      <ul className="mt-1 max-h-48 list-disc overflow-y-auto pl-5">
        {accounts.map((account) => (
          <li key={account.id}>
            <AccountLink account={account} />
          </li>
        ))}
      </ul>
    </details>
  );
}
