import type { AccountView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Building2, SearchX } from 'lucide-react';
import { useState } from 'react';
import { JobStateBadge } from '../components/domain/job-state-badge.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SearchField } from '../components/ui/search-field.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { CaptureLink, ProvisionLink } from '../features/accounts/account-actions.tsx';
import { AccountList } from '../features/accounts/account-list.tsx';
import { ConnectionBanner } from '../features/accounts/connection-banner.tsx';
import { filterAccounts } from '../features/accounts/filter-accounts.ts';
import { RefreshButton } from '../features/accounts/refresh-button.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { usePollingInterval } from '../lib/feed/feed-context.tsx';
import { plural } from '../lib/format.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/accounts');

export function AccountsPage() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [syncFailure, setSyncFailure] = useState<unknown>(null);
  const denied = useDenied('account.sync');
  const { data, error, refetch } = trpc.accounts.list.useQuery(undefined, { refetchInterval: usePollingInterval() });
  const search = (text: string) => void navigate({ search: text ? { q: text } : {}, replace: true });
  const refresh = <RefreshButton deniedReason={denied} onFailure={setSyncFailure} />;

  return (
    <>
      <PageHeader
        title="Accounts"
        actions={
          <>
            {data && data.accounts.length > 1 ? (
              <Link to="/accounts/compare" className={buttonClass('outline')}>
                Compare two
              </Link>
            ) : null}
            {refresh}
          </>
        }
      >
        {data ? (
          <>
            {plural(data.accounts.length, 'sub-account')}
            {data.syncedAt ? (
              <>
                , read from GoHighLevel <RelativeTime iso={data.syncedAt} />
              </>
            ) : null}
          </>
        ) : (
          'The sub-accounts of your agency'
        )}
      </PageHeader>
      {data ? <ConnectionBanner connection={data.connection} next="/accounts" /> : null}
      {syncFailure ? (
        <div className="mb-4">
          <FailureAlert title="The accounts could not be refreshed" error={syncFailure} />
        </div>
      ) : null}
      {error && !data ? (
        <FailureAlert title="The accounts could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? (
        <Card>
          <SkeletonRows rows={8} className="h-15" />
        </Card>
      ) : null}
      {data && data.accounts.length === 0 ? (
        <Card>
          <EmptyState icon={<Building2 />} title="No sub-accounts yet" action={refresh}>
            Groundwork works on the sub-accounts where the app is installed. Choose them in GoHighLevel when you install
            it, then read the list from there.
          </EmptyState>
        </Card>
      ) : null}
      {data && data.accounts.length > 0 ? (
        <>
          <div className="mb-3">
            <SearchField label="Search accounts" value={q} onChange={search} />
          </div>
          <FoundAccounts accounts={filterAccounts(data.accounts, q)} onClear={() => search('')} />
        </>
      ) : null}
    </>
  );
}

function FoundAccounts({ accounts, onClear }: { accounts: AccountView[]; onClear: () => void }) {
  if (accounts.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<SearchX />}
          title="No account matches"
          action={<Button onClick={onClear}>Clear the search</Button>}
        >
          Every word has to occur in the name, the address, the group or the id.
        </EmptyState>
      </Card>
    );
  return (
    <AccountList
      accounts={accounts}
      lastJob={({ lastJob }) =>
        lastJob ? (
          <Link
            to="/jobs/$jobId"
            params={{ jobId: lastJob.id }}
            className="inline-flex min-h-6 flex-wrap items-center gap-2 rounded-sm hover:underline"
          >
            <JobStateBadge state={lastJob.state} />
            {lastJob.finishedAt ? (
              <span className="text-muted">
                <RelativeTime iso={lastJob.finishedAt} />
              </span>
            ) : null}
          </Link>
        ) : (
          <span className="text-muted">None yet</span>
        )
      }
      actions={(account) => (
        <>
          <CaptureLink account={account} />
          <ProvisionLink account={account} />
        </>
      )}
    />
  );
}
