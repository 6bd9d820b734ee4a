import type { RolloutView, TargetState } from '@groundwork/shared/views';
import { keepPreviousData } from '@tanstack/react-query';
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

/** A page of its accounts by resources. */
export const useMatrix = (rollout: RolloutView, page: { offset: number; state: TargetState | undefined }) =>
  trpc.rollouts.matrix.useQuery(
    { id: rollout.id, offset: page.offset, limit: rowsOfAPage, ...(page.state ? { state: page.state } : {}) },
    { refetchInterval: isMoving(rollout.state) ? everyMs : false, placeholderData: keepPreviousData },
  );
