import type { ComparisonView } from '@groundwork/shared/views';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../trpc.ts';

export interface Compared {
  view: ComparisonView;
  readAt: string;
}

/** Reads both accounts anew on each visit; leaving, or choosing others, ends the reading. */
export function useComparison(leftId: string | undefined, rightId: string | undefined, isAllowed: boolean) {
  const isPair = leftId !== undefined && rightId !== undefined && leftId !== rightId;
  const query = useQuery({
    queryKey: ['compare-accounts', leftId, rightId],
    queryFn: async ({ signal }): Promise<Compared> => ({
      view: await client.accounts.compare.mutate({ leftId: leftId ?? '', rightId: rightId ?? '' }, { signal }),
      readAt: new Date().toISOString(),
    }),
    enabled: isAllowed && isPair,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  return {
    compared: query.data,
    isReading: query.isFetching,
    error: query.isFetching ? null : query.error,
    readAgain: () => void query.refetch(),
  };
}
