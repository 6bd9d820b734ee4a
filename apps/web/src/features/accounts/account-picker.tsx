import type { AccountView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Check, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { LocationStateBadge, whyClosed } from '../../components/domain/location-state.tsx';
import { Card } from '../../components/ui/card.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { filterAccounts } from './filter-accounts.ts';

interface AccountPickerProps {
  accounts: readonly AccountView[];
  chosen: string | null;
  /** The blueprint chosen before, which a new account does not undo. */
  blueprint: string | undefined;
  /** That blueprint's version, where it is not the newest. */
  version: string | undefined;
}

export function AccountPicker({ accounts, chosen, blueprint, version }: AccountPickerProps) {
  const [search, setSearch] = useState('');
  const found = filterAccounts(accounts, search);
  return (
    <div className="space-y-3">
      <SearchField label="Search accounts" value={search} onChange={setSearch} />
      <Card className="max-h-[26rem] overflow-y-auto">
        {found.length === 0 ? (
          <p className="px-4 py-8 text-center text-sm text-muted">No account matches “{search}”.</p>
        ) : null}
        <ul aria-label="Accounts to choose from" className="divide-y divide-line">
          {found.map((account) => (
            <li key={account.id}>
              {account.state === 'active' ? (
                <Link
                  to="/provision"
                  search={{
                    account: account.id,
                    ...(blueprint ? { blueprint, step: 'variables' } : { step: 'blueprint' }),
                    ...(blueprint && version ? { version } : {}),
                  }}
                  aria-current={account.id === chosen ? 'true' : undefined}
                  className="group flex items-center gap-3 px-4 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
                >
                  <AccountName account={account} />
                  {account.id === chosen ? (
                    <span className="flex items-center gap-1 text-xs font-medium text-accent">
                      <Check aria-hidden className="size-4" />
                      Chosen
                    </span>
                  ) : (
                    <ChevronRight aria-hidden className="size-4 text-muted opacity-50 group-hover:opacity-100" />
                  )}
                </Link>
              ) : (
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
                  <AccountName account={account} />
                  <LocationStateBadge state={account.state} />
                  <p className="basis-full text-xs text-muted">{whyClosed[account.state]}</p>
                </div>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

const AccountName = ({ account }: { account: AccountView }) => (
  <span className="min-w-0 flex-1">
    <span dir="auto" className="block font-medium">
      {account.name}
    </span>
    <span dir="auto" className="block truncate text-xs text-muted">
      {account.address ?? account.id}
    </span>
  </span>
);
