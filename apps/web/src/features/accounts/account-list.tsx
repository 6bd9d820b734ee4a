import type { AccountView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { AccountLink } from '../../components/domain/account-link.tsx';
import { LocationStateBadge } from '../../components/domain/location-state.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';

interface AccountListProps {
  accounts: readonly AccountView[];
  lastJob: (account: AccountView) => ReactNode;
  actions: (account: AccountView) => ReactNode;
}

const columns = 'md:grid md:grid-cols-[minmax(0,1fr)_7.5rem_15rem_auto] md:items-center md:gap-4';

export const AccountList = ({ accounts, lastJob, actions }: AccountListProps) => (
  <Card className="overflow-hidden">
    <div
      aria-hidden
      className={`hidden border-b border-line bg-sunken/60 px-4 py-2 text-xs font-medium text-muted ${columns}`}
    >
      <span>Account</span>
      <span>State</span>
      <span>Last job</span>
      <span className="w-39" />
    </div>
    <ul aria-label="Accounts" className="divide-y divide-line">
      {accounts.map((account) => (
        <li
          key={account.id}
          className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 px-4 py-2.5 [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto] ${columns}`}
        >
          <div className="min-w-0">
            <AccountLink account={account} className="inline-flex min-h-6 items-center" />
            <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
              {account.group ? <Badge>{account.group.name}</Badge> : null}
              {account.address ? <span dir="auto">{account.address}</span> : null}
              <CopyableId id={account.id} label="account id" />
            </p>
          </div>
          <div className="max-md:order-3">
            <LocationStateBadge state={account.state} />
          </div>
          <div className="min-w-0 text-sm max-md:order-4 max-md:justify-self-end">{lastJob(account)}</div>
          <div className="flex items-center justify-end gap-1 max-md:flex-col-reverse max-md:items-end">
            {actions(account)}
          </div>
        </li>
      ))}
    </ul>
  </Card>
);
