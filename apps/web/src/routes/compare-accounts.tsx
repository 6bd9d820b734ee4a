import type { AccountView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeftRight, CircleCheck, RefreshCw, SearchX } from 'lucide-react';
import { useEffect } from 'react';
import { kindCounts } from '../components/domain/kind-counts.ts';
import { whyClosed } from '../components/domain/location-state.tsx';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SearchField } from '../components/ui/search-field.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { Spinner } from '../components/ui/spinner.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { ComparedRows } from '../features/compare/compared-rows.tsx';
import { filterRows, sides } from '../features/compare/filter-rows.ts';
import { PairChoice } from '../features/compare/pair-choice.tsx';
import { SideFilter } from '../features/compare/side-filter.tsx';
import { type Compared, useComparison } from '../features/compare/use-comparison.ts';
import { useDenied } from '../features/session/use-me.ts';
import { announce } from '../lib/announce.tsx';
import { isMissing } from '../lib/app-error.ts';
import { plural } from '../lib/format.ts';
import { useSearchTexts } from '../lib/use-search-texts.ts';
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
        <Reading names={pair.map(({ name }) => name)} />
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

function Comparison({ compared: { view } }: { compared: Compared }) {
  const [{ q, side: named }, setSearch] = useSearchTexts('q', 'side');
  const side = sides.find((known) => known === named) ?? null;
  const found = filterRows(view.rows, { text: q, side });
  const equal = kindCounts(view.same);
  const isFiltered = q.trim() !== '' || side !== null;
  const clear = () => setSearch({ q: '', side: '' });
  return (
    <>
      <SideFilter view={view} chosen={side} onChoose={(next) => setSearch({ side: next ?? '' })} />
      {view.rows.length > 0 ? (
        <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
          <SearchField label="Filter by name or kind" value={q} onChange={(text) => setSearch({ q: text })} />
          {isFiltered ? (
            <>
              <p className="text-sm text-muted tabular-nums">
                {found.length} of {plural(view.rows.length, 'difference')}
              </p>
              <Button look="ghost" size="sm" onClick={clear}>
                Show all
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      {found.length > 0 ? (
        <ComparedRows view={view} rows={found} />
      ) : (
        <Card>
          {view.rows.length > 0 ? (
            <EmptyState
              icon={<SearchX />}
              title="No difference matches"
              action={<Button onClick={clear}>Show all</Button>}
            >
              Every word has to occur in the name or the kind.
            </EmptyState>
          ) : (
            <EmptyState icon={<CircleCheck />} title="The accounts are alike">
              {equal ? 'Everything Groundwork can read is in both, as it is in the other.' : 'Both are empty.'}
            </EmptyState>
          )}
        </Card>
      )}
      {equal ? <p className="mt-4 text-sm text-muted">Equal in both: {equal}.</p> : null}
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

const Reading = ({ names }: { names: readonly string[] }) => (
  <Card className="flex items-start gap-3 p-4">
    <Spinner className="mt-0.5 size-4 text-accent" />
    <div role="status" className="min-w-0">
      <p className="font-medium">
        Reading <span dir="auto">{names.join(' and ') || 'both accounts'}</span> from GoHighLevel…
      </p>
      <p className="mt-0.5 text-sm text-muted">
        Every list to its last page. This changes nothing. It takes some seconds, longer while GoHighLevel is busy with
        other work of yours.
      </p>
    </div>
  </Card>
);
