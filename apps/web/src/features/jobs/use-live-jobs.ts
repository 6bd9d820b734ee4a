import type { StoredEvent } from '@groundwork/shared/events';
import type { JobState, JobSummaryView } from '@groundwork/shared/views';
import { useRef } from 'react';
import { useFollow, usePollingInterval } from '../../lib/feed/feed-context.tsx';
import { trpc } from '../../trpc.ts';

export interface JobsFilter {
  state?: JobState;
  locationId?: string;
  /** Only those that no worker tries any more. */
  givenUp?: true;
}

const pageSize = 25;

/** The history page by page. A job that is shown changes in place; one that is not yet shown brings the first page anew. */
export function useLiveJobs(filter: JobsFilter) {
  const input = { ...filter, limit: pageSize };
  const utils = trpc.useUtils();
  const query = trpc.jobs.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: usePollingInterval(),
    staleTime: 5_000,
  });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const onEvent = ({ event }: StoredEvent) => {
    if (event.type === 'feed.cut') return void utils.jobs.list.invalidate();
    if (event.type !== 'job.changed') return;
    const { job } = event;
    let isShown = false;
    utils.jobs.list.setInfiniteData(input, (data) => {
      if (!data) return data;
      const pages = data.pages.map((page) => ({
        ...page,
        jobs: page.jobs.map((shown) => {
          if (shown.id !== job.id) return shown;
          isShown = true;
          return job;
        }),
      }));
      return { ...data, pages };
    });
    const isLeaving = isShown && !belongs(job, filter);
    // A page on its way was read before this event, and would undo it.
    if (isShown && !isLeaving && !query.isFetching) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void utils.jobs.list.invalidate(), 250);
  };
  useFollow('agency', query.data?.pages[0]?.cursor ?? null, onEvent);
  return query;
}

const belongs = ({ state, error }: JobSummaryView, filter: JobsFilter): boolean =>
  (filter.state === undefined || filter.state === state) && (!filter.givenUp || error?.code === 'GIVEN_UP');
