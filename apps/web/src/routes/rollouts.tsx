import type { RolloutView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Layers, Plus } from 'lucide-react';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { InstallRules } from '../features/rollouts/install-rules.tsx';
import { RolloutList } from '../features/rollouts/rollout-list.tsx';
import { isMoving } from '../features/rollouts/rollout-state.tsx';
import { trpc } from '../trpc.ts';

/** Every rollout, newest first, and what happens to accounts that get the app. */
export function RolloutsPage() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = trpc.rollouts.list.useInfiniteQuery(
    { limit: 25 },
    {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ rollouts }) => rollouts.some((rollout) => isMoving(rollout.state))) ? 5_000 : false,
    },
  );
  const rollouts = data?.pages.flatMap((page): RolloutView[] => page.rollouts) ?? [];
  const begin = (
    <Link to="/rollouts/new" className={buttonClass('solid')}>
      <Plus aria-hidden className="size-4" />
      New rollout
    </Link>
  );
  return (
    <>
      <PageHeader title="Rollouts" actions={rollouts.length > 0 ? begin : null}>
        One blueprint to many accounts, in waves
      </PageHeader>
      {error && !data ? (
        <FailureAlert title="The rollouts could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? (
        <Card>
          <SkeletonRows rows={4} className="h-15" />
        </Card>
      ) : null}
      {data && rollouts.length === 0 ? (
        <Card>
          <EmptyState icon={<Layers />} title="No rollouts yet" action={begin}>
            A rollout plans one blueprint for many accounts and shows you everything it would do. Once you approve, it
            changes a few accounts first, then wave after wave, and halts by itself when too many fail.
          </EmptyState>
        </Card>
      ) : null}
      {rollouts.length > 0 ? <RolloutList rollouts={rollouts} /> : null}
      {hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older rollouts
          </Button>
        </div>
      ) : null}
      <InstallRules />
    </>
  );
}
