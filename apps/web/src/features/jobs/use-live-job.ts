import { reduceJob, type StoredEvent } from '@groundwork/shared/events';
import { useRef } from 'react';
import { isRunning } from '../../components/domain/job-state-badge.tsx';
import { useFollow, usePollingInterval } from '../../lib/feed/feed-context.tsx';
import { trpc } from '../../trpc.ts';

/** One job, read once and then kept true by its events. While there is no stream it is asked for again and again. */
export function useLiveJob(jobId: string) {
  const utils = trpc.useUtils();
  const polling = usePollingInterval();
  const query = trpc.jobs.get.useQuery(
    { id: jobId },
    {
      refetchInterval: ({ state }) => (state.data && isRunning(state.data.state) ? polling : false),
      // The events are newer than anything a refetch on focus would bring.
      staleTime: Infinity,
      // An answer that was on its way while newer events arrived must not undo them.
      structuralSharing: newerOf,
    },
  );
  const arrived = useRef<StoredEvent[]>([]);
  /** All of a moment in one: each change of the view costs the page more than the event does. */
  const takeIn = () => {
    const those = arrived.current;
    arrived.current = [];
    utils.jobs.get.setData({ id: jobId }, (view) => view && those.reduce(reduceJob, view));
  };
  const onEvent = (stored: StoredEvent) => {
    // From nothing: later events must not be laid over a view that lacks those that were removed.
    if (stored.event.type === 'feed.cut') return void utils.jobs.get.reset({ id: jobId });
    arrived.current.push(stored);
    if (arrived.current.length === 1) queueMicrotask(takeIn);
  };
  useFollow(`job:${jobId}`, query.data?.cursor ?? null, onEvent);
  return query;
}

const newerOf = (before: unknown, after: unknown): unknown => (cursorOf(before) > cursorOf(after) ? before : after);

const cursorOf = (view: unknown): number =>
  typeof view === 'object' && view !== null && 'cursor' in view && typeof view.cursor === 'number' ? view.cursor : -1;
