import type { AccountDetailView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { LocationStateBadge, whyClosed } from '../components/domain/location-state.tsx';
import { Alert } from '../components/ui/alert.tsx';
import { Badge } from '../components/ui/badge.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../components/ui/skeleton.tsx';
import { CaptureLink, CompareLink, ProvisionLink } from '../features/accounts/account-actions.tsx';
import { AccountDrift } from '../features/accounts/account-drift.tsx';
import { AppliedBlueprints } from '../features/accounts/applied-blueprints.tsx';
import { BudgetCard } from '../features/accounts/budget-card.tsx';
import { ExportButton } from '../features/accounts/export-button.tsx';
import { JobList } from '../features/jobs/job-list.tsx';
import { useLiveJobs } from '../features/jobs/use-live-jobs.ts';
import { isMissing } from '../lib/app-error.ts';
import { trpc } from '../trpc.ts';
import { AccountValues } from './account-values.tsx';
import { NotFoundPage } from './not-found.tsx';

const route = getRouteApi('/shell/accounts/$locationId');
const budgetMs = 3_000;
const recentJobs = 5;

/** One account: what was applied, what differs, what it may be asked, what it is filled in with. */
export function AccountPage() {
  const { locationId } = route.useParams();
  // The budget changes with every call; while the tab is hidden nothing is asked.
  const { data, error, refetch } = trpc.accounts.get.useQuery(
    { locationId },
    { refetchInterval: ({ state }) => (state.data ? budgetMs : false) },
  );
  if (data) return <LoadedAccount key={data.id} account={data} />;
  if (!error) return <AccountSkeleton />;
  if (isMissing(error)) return <NotFoundPage />;
  return <FailureAlert title="The account could not be loaded" error={error} onRetry={() => void refetch()} />;
}

function LoadedAccount({ account }: { account: AccountDetailView }) {
  const [failure, setFailure] = useState<{ title: string; error: unknown } | null>(null);
  const closed = whyClosed[account.state];
  return (
    <>
      <PageHeader
        title={account.name}
        documentTitle={`Account: ${account.name}`}
        above={
          <Link to="/accounts" className="hover:underline">
            Accounts
          </Link>
        }
        beside={
          <>
            <LocationStateBadge state={account.state} />
            {account.group ? <GroupBadge group={account.group} /> : null}
          </>
        }
        actions={
          <>
            <CompareLink account={account} />
            <CaptureLink account={account} look="outline" />
            <ProvisionLink account={account} look="solid" />
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-x-3">
          {account.address ? <span dir="auto">{account.address}</span> : null}
          <CopyableId id={account.id} label="account id" />
        </span>
      </PageHeader>
      <div className="space-y-4">
        {closed ? (
          <Alert tone="warn" title="Nothing can be done in this account now">
            {closed}
          </Alert>
        ) : null}
        {failure ? <FailureAlert {...failure} /> : null}
      </div>
      <div className="mt-4 grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-6">
          <AppliedBlueprints account={account} onFailure={setFailure} />
          <AccountDrift account={account} />
          <AccountValues account={account} />
          <RecentJobs locationId={account.id} />
        </div>
        <div className="min-w-0 space-y-6">
          <BudgetCard budget={account.budget} />
          <section aria-labelledby="state">
            <CardTitle id="state" className="mb-2">
              State
            </CardTitle>
            <Card className="space-y-3 p-4 text-sm text-muted">
              <p>What Groundwork recorded here: addresses, GHL ids and the values it applied last. Without secrets.</p>
              <ExportButton account={account} onFailure={setFailure} />
            </Card>
          </section>
        </div>
      </div>
    </>
  );
}

const GroupBadge = ({ group }: { group: { id: string; name: string } }) => (
  <Link to="/variables" search={{ show: 'groups', group: group.id }} title="Its group, whose values it takes">
    <Badge className="hover:text-text">{group.name}</Badge>
  </Link>
);

function RecentJobs({ locationId }: { locationId: string }) {
  const { data, error, refetch } = useLiveJobs({ locationId });
  const jobs = data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <section aria-labelledby="recent-jobs">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-3">
        <CardTitle id="recent-jobs">Recent jobs</CardTitle>
        {jobs.length > recentJobs ? (
          <Link to="/jobs" search={{ account: locationId }} className="text-sm text-accent hover:underline">
            All jobs of this account
          </Link>
        ) : null}
      </div>
      {error && !data ? (
        <FailureAlert title="The jobs could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : data && jobs.length > 0 ? (
        <JobList jobs={jobs.slice(0, recentJobs)} isOfOneAccount />
      ) : (
        <Card>
          {data ? <p className="px-4 py-3 text-sm text-muted">No job has run here yet.</p> : <SkeletonRows rows={3} />}
        </Card>
      )}
    </section>
  );
}

const AccountSkeleton = () => (
  <div role="status" aria-label="Loading the account" className="space-y-5">
    <Skeleton className="h-7 w-64" />
    <Skeleton className="h-28 w-full" />
    <Skeleton className="h-28 w-full" />
    <Skeleton className="h-48 w-full" />
  </div>
);
