import { useInfiniteQuery } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { usePollingInterval } from '../../lib/feed/feed-context.tsx';
import { trpc } from '../../trpc.ts';

const retryEveryMs = 5_000;

/** The log of refreshes, newest first, page by page. News of the agency has all shown pages read again, in their order. */
export function useRefreshes() {
  const { client } = trpc.useUtils();
  const polling = usePollingInterval();
  return useInfiniteQuery({
    // Its own: tRPC makes endless queries only of procedures that take a `cursor`.
    queryKey: getQueryKey(trpc.connections.refreshes, undefined, 'infinite'),
    queryFn: ({ pageParam, signal }) => client.connections.refreshes.query({ before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    refetchInterval: ({ state }) => (state.status === 'error' ? retryEveryMs : polling),
  });
}
