import { useState } from 'react';
import { trpc } from '../../trpc.ts';

const lookAgainMs = 10_000;

/** A tool's sign-in and what is decided of it. It may expire, or be decided in another tab, while it is looked at. */
export function useDevice(userCode: string) {
  const utils = trpc.useUtils();
  const [isFresh, setIsFresh] = useState(false);
  const query = trpc.apiKeys.device.useQuery(
    { userCode },
    {
      // Each question for a code that nobody shows is counted: a failed one is not asked again by itself.
      refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' ? lookAgainMs : false),
      refetchOnWindowFocus: ({ state: { data } }) => data?.state === 'waiting',
      refetchOnReconnect: ({ state: { data } }) => data?.state === 'waiting',
      retryOnMount: false,
    },
  );
  const decide = trpc.apiKeys.decideDevice.useMutation({
    onSuccess: async (device) => {
      // One on its way was read before.
      await utils.apiKeys.device.cancel({ userCode });
      setIsFresh(true);
      utils.apiKeys.device.setData({ userCode }, device);
      void utils.apiKeys.list.invalidate();
    },
  });
  return {
    ...query,
    isFresh,
    deciding: decide.isPending ? (decide.variables.approve ? ('approve' as const) : ('deny' as const)) : null,
    decideError: decide.error,
    decide: (approve: boolean) => decide.mutate({ userCode, approve }),
  };
}
