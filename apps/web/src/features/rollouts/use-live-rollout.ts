import type { RolloutView, TargetState } from '@groundwork/shared/views';
import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { trpc } from '../../trpc.ts';
import { isMoving } from './rollout-state.tsx';

const everyMs = 2_000;
export const rowsOfAPage = 50;

/** A rollout as it stands. Events bring most of its news; asking again brings the rest, while it moves and the tab is looked at. */
export const useLiveRollout = (id: string) =>
  trpc.rollouts.get.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data && isMoving(state.data.state) ? everyMs : false) },
  );

/** A page of its accounts by resources. Asks for itself while the rollout moves, and once more when that ends or a person changes it. */
export function useMatrix(rollout: RolloutView, page: { offset: number; state: TargetState | undefined }) {
  const { id, state, counts, revision } = rollout;
  const { matrix } = trpc.useUtils().rollouts;
  const standing = isMoving(state) ? 'moves' : `${state} ${revision} ${Object.values(counts).join()}`;
  const shown = useRef(standing);
  useEffect(() => {
    if (shown.current === standing) return;
    shown.current = standing;
    void matrix.invalidate({ id });
  }, [matrix, id, standing]);
  return trpc.rollouts.matrix.useQuery(
    { id, offset: page.offset, limit: rowsOfAPage, ...(page.state ? { state: page.state } : {}) },
    { refetchInterval: isMoving(state) ? everyMs : false, placeholderData: keepPreviousData },
  );
}
