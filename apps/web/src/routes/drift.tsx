import type { DriftCauseView, DriftOverviewView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { GitCompare, SearchX, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { kindLabel } from '../components/domain/kind-label.ts';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { SelectField } from '../components/ui/field.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { AcceptDialog } from '../features/drift/accept-dialog.tsx';
import { CauseList } from '../features/drift/cause-list.tsx';
import { CheckFailures } from '../features/drift/check-failures.tsx';
import { CheckNow } from '../features/drift/check-now.tsx';
import { CheckProgress } from '../features/drift/check-progress.tsx';
import { DriftCounts } from '../features/drift/drift-counts.tsx';
import { ChosenBar } from '../features/drift/chosen-bar.tsx';
import { choicesOf, filterCauses } from '../features/drift/filter-causes.ts';
import { MoreCauses } from '../features/drift/more-causes.tsx';
import { ScheduleField } from '../features/drift/schedule-field.tsx';
import { useChosen } from '../features/drift/use-chosen.ts';
import { useDrift } from '../features/drift/use-drift.ts';
import { useSearchTexts } from '../lib/use-search-texts.ts';

/** What differs in the accounts from what was applied, grouped by what it is. */
export function DriftPage() {
  const [pages, setPages] = useState(1);
  const { data, error, refetch, isPlaceholderData } = useDrift(pages);
  const [checkFailure, setCheckFailure] = useState<unknown>(null);
  return (
    <>
      <PageHeader
        title="Drift"
        actions={
          data && data.counts.total > 0 ? (
            <>
              <ScheduleField everyHours={data.everyHours} />
              <CheckNow checking={data.counts.checking} onFailure={setCheckFailure} />
            </>
          ) : null
        }
      >
        Your accounts against what was applied
        {data?.oldestCheckAt ? (
          <>
            ; oldest check <RelativeTime iso={data.oldestCheckAt} />
          </>
        ) : null}
      </PageHeader>
      <div className="space-y-6">
        {checkFailure ? <FailureAlert title="The accounts are not checked" error={checkFailure} /> : null}
        {error && !data ? (
          <FailureAlert title="The drift could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? <DriftSkeleton /> : null}
        {data && data.counts.total === 0 ? <NothingApplied /> : null}
        {data && data.counts.total > 0 ? (
          <Overview drift={data} isLoadingMore={isPlaceholderData} onMore={() => setPages(pages + 1)} />
        ) : null}
      </div>
    </>
  );
}

interface OverviewProps {
  drift: DriftOverviewView;
  isLoadingMore: boolean;
  onMore: () => void;
}

function Overview({ drift, isLoadingMore, onMore }: OverviewProps) {
  const [filter, setFilter] = useSearchTexts('kind', 'blueprint', 'show');
  const [failure, setFailure] = useState<{ title: string; error: unknown } | null>(null);
  const [accepting, setAccepting] = useState<readonly DriftCauseView[] | null>(null);
  const { causes, counts } = drift;
  const { kinds, blueprints } = choicesOf(causes);
  const found = filterCauses(causes, filter);
  const chosen = useChosen(found.map(({ key }) => key));
  return (
    <>
      <CheckProgress checking={counts.checking} />
      <DriftCounts counts={counts} />
      <section aria-labelledby="causes" className="space-y-3">
        <CardTitle id="causes">Causes</CardTitle>
        {causes.length > 0 ? (
          <div className="flex flex-wrap gap-3">
            <SelectField
              label="Kind"
              value={filter.kind}
              options={[
                { value: '', label: 'All' },
                ...kinds.map((kind) => ({ value: kind, label: kindLabel(kind, 2) })),
              ]}
              onChange={({ target }) => setFilter({ kind: target.value })}
            />
            <SelectField
              label="Blueprint"
              value={filter.blueprint}
              options={[{ value: '', label: 'All' }, ...blueprints.map(({ id, name }) => ({ value: id, label: name }))]}
              onChange={({ target }) => setFilter({ blueprint: target.value })}
            />
            <SelectField
              label="Show"
              value={filter.show}
              options={[
                { value: '', label: 'Open' },
                { value: 'ignored', label: 'Ignored' },
                { value: 'all', label: 'Open and ignored' },
              ]}
              onChange={({ target }) => setFilter({ show: target.value })}
            />
          </div>
        ) : null}
        {failure ? <FailureAlert {...failure} /> : null}
        {found.length > 0 ? (
          <>
            <ChosenBar causes={found} chosen={chosen} onFailure={setFailure} onAccept={setAccepting} />
            <CauseList
              causes={found}
              onFailure={setFailure}
              onAccept={(cause) => setAccepting([cause])}
              chosen={chosen}
            />
          </>
        ) : (
          <Card>
            <NoCause drift={drift} onClear={() => setFilter({ kind: '', blueprint: '', show: 'all' })} />
          </Card>
        )}
        <MoreCauses loaded={causes.length} total={drift.causesTotal} isLoading={isLoadingMore} onMore={onMore} />
      </section>
      <CheckFailures failureCauses={drift.failureCauses} />
      {accepting ? <AcceptDialog causes={accepting} onClose={() => setAccepting(null)} /> : null}
    </>
  );
}

function NoCause({ drift: { causes, counts }, onClear }: { drift: DriftOverviewView; onClear: () => void }) {
  if (causes.length > 0)
    return (
      <EmptyState icon={<SearchX />} title="No cause matches" action={<Button onClick={onClear}>Show all</Button>}>
        Those that are ignored wherever they are so are hidden unless you show them.
      </EmptyState>
    );
  if (counts.clean === 0)
    return (
      <EmptyState icon={<GitCompare />} title="Nothing is known yet">
        {counts.checking > 0
          ? 'The first checks are under way.'
          : 'No check has ended so far. Check all now, or wait for the schedule.'}
      </EmptyState>
    );
  return (
    <EmptyState icon={<ShieldCheck />} title="No drift">
      Everything that was checked is as it was applied.
      {counts.failed + counts.unchecked > 0 ? ' Some accounts could not be checked, or not yet.' : ''}
    </EmptyState>
  );
}

const NothingApplied = () => (
  <Card>
    <EmptyState
      icon={<GitCompare />}
      title="Nothing to compare yet"
      action={
        <Link to="/provision" className={buttonClass('solid')}>
          Provision an account
        </Link>
      }
    >
      Groundwork remembers what it applied to each account. From then on it looks now and again whether somebody changed
      or deleted it there, and shows that here: one row for the same change, in however many accounts.
    </EmptyState>
  </Card>
);

const DriftSkeleton = () => (
  <>
    <Skeleton className="h-19 w-full" />
    <Card>
      <SkeletonRows rows={5} className="h-24" />
    </Card>
  </>
);
