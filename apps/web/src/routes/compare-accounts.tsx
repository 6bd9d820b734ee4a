import type { AccountView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeftRight, RefreshCw } from 'lucide-react';
import { useEffect } from 'react';
import { whyClosed } from '../components/domain/location-state.tsx';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { Comparison } from '../features/compare/comparison.tsx';
import { ComparisonReading } from '../features/compare/comparison-reading.tsx';
import { PairChoice } from '../features/compare/pair-choice.tsx';
import { useComparison } from '../features/compare/use-comparison.ts';
import { useDenied } from '../features/session/use-me.ts';
import { announce } from '../lib/announce.tsx';
import { isMissing } from '../lib/app-error.ts';
import { plural } from '../lib/format.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/accounts/compare');

/** Two live accounts side by side, in whatever they hold; nothing has to have been applied to either. */
export function CompareAccountsPage() {
  const { left, right } = route.useSearch();
  const navigate = route.useNavigate();
  const denied = useDenied('plan.create');
  const accounts = trpc.accounts.list.useQuery();
  const { compared, isReading, error, readAgain } = useComparison(left, right, denied === null);
  const count = compared?.view.rows.length;
  useEffect(() => {
    if (count !== undefined) announce(count === 0 ? 'The accounts are alike' : plural(count, 'difference'));
  }, [count, compared?.readAt]);
  const named = (id: string | undefined) => accounts.data?.accounts.find((account) => account.id === id);
  const pair = [named(left), named(right)].filter((account) => account !== undefined);
  return (
    <>
      <PageHeader
        title="Compare two accounts"
        above={
          <Link to="/accounts" className="hover:underline">
            Accounts
          </Link>
        }
        actions={
          compared ? (
            <Button
              size="sm"
              busy={isReading}
              icon={<RefreshCw aria-hidden className="size-3.5" />}
              onClick={readAgain}
            >
              Read again
            </Button>
          ) : null
        }
      >
        {compared ? (
          <>
            Read from GoHighLevel <RelativeTime iso={compared.readAt} />. Matched by name, whatever the ids are.
          </>
        ) : (
          'Both are read from GoHighLevel; nothing in them changes.'
        )}
      </PageHeader>
      {accounts.data ? (
        <PairChoice
          accounts={accounts.data.accounts}
          left={left}
          right={right}
          onChoose={(search) => void navigate({ search, replace: true })}
        />
      ) : accounts.error ? (
        <FailureAlert
          title="The accounts could not be loaded"
          error={accounts.error}
          onRetry={() => void accounts.refetch()}
        />
      ) : (
        <Skeleton className="mb-5 h-15 w-full" />
      )}
      <Closed accounts={pair} />
      {denied ? (
        <Alert tone="warn" title="Not with your role">
          {denied}
        </Alert>
      ) : left && left === right ? (
        <Alert tone="warn" title="That is the same account twice">
          Choose another for one of the sides.
        </Alert>
      ) : error ? (
        <FailureAlert
          title="The accounts were not compared"
          error={error}
          onRetry={isMissing(error) ? undefined : readAgain}
          actions={
            <Link to="/connections" className={buttonClass('outline', 'sm')}>
              See connections
            </Link>
          }
        />
      ) : compared && !isReading ? (
        <Comparison key={compared.readAt} compared={compared} />
      ) : isReading ? (
        <ComparisonReading names={pair.map(({ name }) => name)} />
      ) : (
        <Card>
          <EmptyState icon={<ArrowLeftRight />} title="Choose two accounts">
            You see what only one of them has, and what both have but not alike: fields, tags, calendars, pipelines and
            all the rest.
          </EmptyState>
        </Card>
      )}
    </>
  );
}

const Closed = ({ accounts }: { accounts: readonly AccountView[] }) =>
  accounts
    .filter(({ state }) => state !== 'active')
    .map(({ id, name, state }) => (
      <div key={id} className="mb-4">
        <Alert tone="warn" title={`${name} cannot be read now`}>
          {whyClosed[state]}
        </Alert>
      </div>
    ));
