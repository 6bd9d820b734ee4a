import type { RolloutRowView, RolloutView, TargetState } from '@groundwork/shared/views';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { useDenied } from '../session/use-me.ts';
import { MatrixList } from './matrix-list.tsx';
import { MatrixView } from './matrix-view.tsx';
import { Pager } from './pager.tsx';
import { hasEnded } from './rollout-state.tsx';
import { SkipButton } from './skip-button.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { rowsOfAPage, useMatrix } from './use-live-rollout.ts';
import type { RolloutFailure } from './use-rollout-acts.ts';

interface MatrixProps {
  rollout: RolloutView;
  state: TargetState | undefined;
  onClear: () => void;
  onFailure: (failure: RolloutFailure | null) => void;
}

const skippable: readonly TargetState[] = ['PLANNED', 'BLOCKED', 'SKIPPED'];

/** What becomes of every resource in every account, a page of accounts at a time. */
export function Matrix({ rollout, state, onClear, onFailure }: MatrixProps) {
  const [offset, setOffset] = useState(0);
  const isNarrow = useIsNarrow();
  const denied = useDenied('rollout.run');
  const { data, error, refetch, isPlaceholderData } = useMatrix(rollout, { offset, state });
  const maySkip = denied === null && !hasEnded(rollout.state) && rollout.state !== 'PLANNING';
  const actions = (row: RolloutRowView) =>
    maySkip && row.jobId === null && skippable.includes(row.state) ? (
      <SkipButton rolloutId={rollout.id} row={row} onFailure={onFailure} />
    ) : null;
  if (!data)
    return error ? (
      <FailureAlert title="The accounts could not be loaded" error={error} onRetry={() => void refetch()} />
    ) : (
      <Card>
        <SkeletonRows rows={8} className="h-14" />
      </Card>
    );
  if (data.rows.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<SearchX />}
          title="No account is in this state now"
          action={<Button onClick={onClear}>Show all</Button>}
        >
          Accounts move from state to state as the rollout goes on.
        </EmptyState>
      </Card>
    );
  return (
    <div className="space-y-3">
      {isNarrow || data.columns.length === 0 ? (
        <MatrixList rows={data.rows} actions={actions} />
      ) : (
        <MatrixView matrix={data} actions={actions} isOld={isPlaceholderData} />
      )}
      <Pager offset={offset} size={rowsOfAPage} total={data.total} onMove={setOffset} />
    </div>
  );
}
