import { jobStates } from '../components/domain/job-states.ts';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ListChecks, SearchX } from 'lucide-react';
import { jobStateLooks } from '../components/domain/job-state-badge.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { SelectField } from '../components/ui/field.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { JobList } from '../features/jobs/job-list.tsx';
import { RedriveGivenUp } from '../features/jobs/redrive-given-up.tsx';
import { useLiveJobs } from '../features/jobs/use-live-jobs.ts';
import { useSearchTexts } from '../lib/use-search-texts.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/jobs');

export function JobsPage() {
  const { state, account } = route.useSearch();
  const [{ givenUp }, setSearch] = useSearchTexts('givenUp', 'state', 'account');
  const accounts = trpc.accounts.list.useQuery();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLiveJobs({
    ...(state ? { state } : {}),
    ...(account ? { locationId: account } : {}),
    ...(givenUp ? { givenUp: true as const } : {}),
  });
  const jobs = data?.pages.flatMap((page) => page.jobs) ?? [];
  const isFiltered = Boolean(state ?? account) || givenUp !== '';
  return (
    <>
      <PageHeader title="Jobs">Every apply, rollback and destroy, newest first</PageHeader>
      <div className="mb-3 flex flex-wrap gap-3">
        <SelectField
          label="State"
          value={givenUp ? 'givenUp' : (state ?? '')}
          options={[
            { value: '', label: 'All' },
            ...jobStates.map((value) => ({ value, label: jobStateLooks[value].word })),
            { value: 'givenUp', label: 'Given up' },
          ]}
          onChange={({ target: { value } }) =>
            setSearch(value === 'givenUp' ? { givenUp: 'yes', state: '' } : { givenUp: '', state: value })
          }
        />
        <SelectField
          label="Account"
          value={account ?? ''}
          options={[
            { value: '', label: 'All' },
            ...(accounts.data?.accounts ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target }) => setSearch({ account: target.value })}
        />
      </div>
      {givenUp && jobs.length > 0 ? <RedriveGivenUp /> : null}
      {error && !data ? (
        <FailureAlert title="The jobs could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? (
        <Card>
          <SkeletonRows rows={6} className="h-15" />
        </Card>
      ) : null}
      {data && jobs.length === 0 ? (
        <NoJobs isFiltered={isFiltered} onClear={() => setSearch({ givenUp: '', state: '', account: '' })} />
      ) : null}
      {jobs.length > 0 ? <JobList jobs={jobs} /> : null}
      {hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older jobs
          </Button>
        </div>
      ) : null}
    </>
  );
}

const NoJobs = ({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) => (
  <Card>
    {isFiltered ? (
      <EmptyState
        icon={<SearchX />}
        title="No job matches"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        No job of this state and account so far. Given-up ones are kept until they are started again or cleaned up.
      </EmptyState>
    ) : (
      <EmptyState
        icon={<ListChecks />}
        title="No jobs yet"
        action={
          <Link to="/provision" className={buttonClass('solid')}>
            Provision an account
          </Link>
        }
      >
        A job applies one approved plan to one account. Choose an account and a blueprint, look at the plan, and apply
        it.
      </EmptyState>
    )}
  </Card>
);
