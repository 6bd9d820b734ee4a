import type { RolloutView } from '@groundwork/shared/views';
import { useRef } from 'react';
import { useFollow } from '../lib/feed/feed-context.tsx';
import { trpc, type Utils } from '../trpc.ts';

const gatherMs = 300;

/** Keeps what other pages have cached true while jobs run and accounts and connections change elsewhere. */
export function useAgencyNews(): void {
  const utils = trpc.useUtils();
  // Only for its cursor: where the agency's topic stands now.
  const { data } = trpc.jobs.list.useQuery({ limit: 1 }, { staleTime: Infinity });
  const accounts = useGathered(() => utils.accounts.list.invalidate());
  const connections = useGathered(() => utils.connections.invalidate());
  // Not the matrix: it is as large as all accounts of a rollout together, and asks for itself while it is looked at.
  const rollouts = useGathered(() => utils.rollouts.list.invalidate());
  const drift = useGathered(() => utils.drift.invalidate());
  useFollow('agency', data?.cursor ?? null, ({ event }) => {
    accounts();
    if (event.type === 'rollout.changed') {
      void keepRollout(utils, event.rollout);
      rollouts();
    }
    if (event.type === 'feed.cut') void utils.rollouts.invalidate();
    if (event.type === 'drift.changed' || event.type === 'feed.cut') drift();
    if (event.type === 'connections.changed' || event.type === 'feed.cut') connections();
  });
}

/** Where it is looked at. A view that is on its way was read before, and would undo it. */
async function keepRollout({ rollouts: { get } }: Pick<Utils, 'rollouts'>, rollout: RolloutView): Promise<void> {
  const { id } = rollout;
  if (!get.getData({ id })) return;
  await get.cancel({ id });
  get.setData({ id }, rollout);
}

/** Once for all calls of a moment, however many there are. */
function useGathered(work: () => Promise<void>): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void work();
    }, gatherMs);
  };
}
