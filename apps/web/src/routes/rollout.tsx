import type { RolloutView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { buttonClass } from '../components/ui/button.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { Duration, RelativeTime } from '../components/ui/time.tsx';
import { ApproveRollout } from '../features/rollouts/approve-rollout.tsx';
import { courseText } from '../features/rollouts/course-text.ts';
import { Matrix } from '../features/rollouts/matrix.tsx';
import { RolloutControls } from '../features/rollouts/rollout-controls.tsx';
import { RolloutNotice } from '../features/rollouts/rollout-notice.tsx';
import { RolloutProgress } from '../features/rollouts/rollout-progress.tsx';
import { rolloutLook, RolloutStateBadge } from '../features/rollouts/rollout-state.tsx';
import { StateFilter } from '../features/rollouts/state-filter.tsx';
import { useLiveRollout } from '../features/rollouts/use-live-rollout.ts';
import type { RolloutFailure } from '../features/rollouts/use-rollout-acts.ts';
import { announce } from '../lib/announce.tsx';
import { isMissing } from '../lib/app-error.ts';
import { NotFoundPage } from './not-found.tsx';

const route = getRouteApi('/shell/rollouts/$rolloutId');

export function RolloutPage() {
  const { rolloutId } = route.useParams();
  const { data: rollout, error, refetch } = useLiveRollout(rolloutId);
  const word = rollout && rolloutLook(rollout).word.toLowerCase();
  useEffect(() => {
    if (word) announce(`Rollout: ${word}`);
  }, [word]);
  if (rollout) return <LoadedRollout key={rollout.id} rollout={rollout} />;
  if (!error) return <RolloutSkeleton />;
  if (isMissing(error)) return <NotFoundPage />;
  return (
    <FailureAlert
      title="The rollout could not be loaded"
      error={error}
      onRetry={() => void refetch()}
      actions={
        <Link to="/rollouts" className={buttonClass('outline', 'sm')}>
          All rollouts
        </Link>
      }
    />
  );
}

function LoadedRollout({ rollout }: { rollout: RolloutView }) {
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const [failure, setFailure] = useState<RolloutFailure | null>(null);
  const show = (chosen: typeof state) =>
    void navigate({ search: chosen ? { state: chosen } : {}, replace: true, resetScroll: false });
  const controls = <RolloutControls rollout={rollout} onFailure={setFailure} />;
  return (
    <>
      <PageHeader
        title={rollout.name}
        documentTitle={`Rollout: ${rollout.name}`}
        above={
          <Link to="/rollouts" className="hover:underline">
            Rollouts
          </Link>
        }
        beside={<RolloutStateBadge rollout={rollout} />}
        actions={rollout.state === 'RUNNING' ? controls : null}
      >
        <RolloutFacts rollout={rollout} />
      </PageHeader>
      <div className="space-y-5">
        <RolloutProgress rollout={rollout} />
        {failure ? <FailureAlert {...failure} /> : null}
        <RolloutNotice rollout={rollout} controls={controls} />
        <section aria-label="Accounts" className="space-y-3">
          <StateFilter rollout={rollout} chosen={state} onChoose={show} />
          <Matrix
            key={state ?? 'all'}
            rollout={rollout}
            state={state}
            onClear={() => show(undefined)}
            onFailure={setFailure}
          />
        </section>
        {rollout.state === 'PLANNED' && rollout.counts.PLANNED > 0 ? <ApproveRollout rollout={rollout} /> : null}
      </div>
    </>
  );
}

const RolloutFacts = ({ rollout }: { rollout: RolloutView }) => (
  <>
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link
        to="/blueprints/$blueprintId"
        params={{ blueprintId: rollout.blueprint.id }}
        search={{ version: rollout.blueprint.versionId }}
        className="text-accent hover:underline"
      >
        {rollout.blueprint.name} v{rollout.blueprint.version}
      </Link>
      <span>
        {purposeWords[rollout.purpose]} by {rollout.createdBy ?? 'Groundwork'} <RelativeTime iso={rollout.createdAt} />
      </span>
      {rollout.startedAt ? (
        <span>
          {rollout.approvedBy ? `approved by ${rollout.approvedBy}, ` : ''}
          <Duration from={rollout.startedAt} to={rollout.finishedAt} />
        </span>
      ) : null}
      <CopyableId id={rollout.id} label="rollout id" short />
    </span>
    {/* Beside the button to approve it says the same of those that will be changed. */}
    {rollout.state === 'PLANNED' && rollout.counts.PLANNED > 0 ? null : (
      <span className="mt-0.5 block">{courseText(rollout.settings, rollout.total)}</span>
    )}
  </>
);

const purposeWords = { apply: 'Begun', drift: 'To undo drift, begun', install: 'For accounts that got the app, begun' };

const RolloutSkeleton = () => (
  <div role="status" aria-label="Loading the rollout" className="space-y-5">
    <Skeleton className="h-7 w-64" />
    <Skeleton className="h-4 w-80" />
    <Skeleton className="h-2 w-full" />
    <Skeleton className="h-20 w-full" />
    <Skeleton className="h-96 w-full" />
  </div>
);
