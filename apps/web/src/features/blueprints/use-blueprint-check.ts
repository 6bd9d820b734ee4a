import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSettled } from '../../lib/use-settled.ts';
import { client } from '../../trpc.ts';

const pauseMs = 350;
const maxBytes = 1024 * 1024;

/** Checks a text once typing pauses. `data` may be that of the text before; `current` says whether it is of this one. */
export function useBlueprintCheck(source: string) {
  const settled = useSettled(source, pauseMs);
  const tooLarge = new Blob([settled]).size > maxBytes;
  const query = useQuery({
    queryKey: ['blueprint-check', settled],
    queryFn: ({ signal }) => client.blueprints.check.mutate({ source: settled }, { signal }),
    enabled: settled.trim() !== '' && !tooLarge,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const current = settled === source && !query.isPlaceholderData && !query.isFetching;
  return { check: query.data, error: query.error, recheck: query.refetch, tooLarge, current };
}
