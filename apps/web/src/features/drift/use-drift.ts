import { keepPreviousData } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';

/** The server's own page of causes. */
const causesOfAPage = 500;
/** More it does not give at once. */
export const mostCauses = 5_000;

/** The agency's drift, so many pages of its causes; asked for again and again while checks are under way and somebody looks. */
export const useDrift = (pages = 1) =>
  trpc.drift.get.useQuery(pages === 1 ? undefined : { limit: Math.min(pages * causesOfAPage, mostCauses) }, {
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.counts.checking ?? 0) > 0 ? 2_000 : false),
  });
