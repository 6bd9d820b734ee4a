import { trpc } from '../../trpc.ts';

/** The agency's drift; asked for again and again while checks are under way and somebody looks. */
export const useDrift = () =>
  trpc.drift.get.useQuery(undefined, {
    refetchInterval: ({ state }) => ((state.data?.counts.checking ?? 0) > 0 ? 2_000 : false),
  });
