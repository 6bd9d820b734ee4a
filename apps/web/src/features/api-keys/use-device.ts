import type { DeviceSignInView } from '@groundwork/shared/views';
import { useState } from 'react';
import { readFailure } from '../../lib/app-error.ts';
import { trpc } from '../../trpc.ts';

const lookAgainMs = 10_000;

/** A tool's sign-in and what is decided of it. It may expire, or be decided in another tab, while it is looked at. */
export function useDevice(userCode: string) {
  const utils = trpc.useUtils();
  const [isFresh, setIsFresh] = useState(false);
  const query = trpc.apiKeys.device.useQuery(
    { userCode },
    {
      refetchInterval: (asked) => (waits(asked) ? lookAgainMs : false),
      refetchOnWindowFocus: waits,
      refetchOnReconnect: waits,
      retryOnMount: false,
    },
  );
  const decide = trpc.apiKeys.decideDevice.useMutation({
    // It may no longer be what is shown. A code that is unknown by now is not asked for again: that would be counted.
    onError: (error) => {
      if (readFailure(error).code === 'CONFLICT') void utils.apiKeys.device.invalidate({ userCode });
    },
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
    /** Nobody shows it, or somebody else decided it, be it just now. */
    isUnknown: isUnknown(query.error),
    isFresh,
    deciding: decide.isPending ? (decide.variables.approve ? ('approve' as const) : ('deny' as const)) : null,
    decideError: decide.error,
    /** Of the terms that are shown. */
    decide: (approve: boolean) =>
      decide.mutate({ userCode, approve, ...(query.data ? { terms: query.data.terms } : {}) }),
  };
}

const isUnknown = (error: unknown): boolean => error !== null && readFailure(error).code === 'NOT_FOUND';

/** Each question for a code that nobody shows is counted: one that failed so is not asked again by itself, though it waited before. */
const waits = ({
  state: { data, error },
}: {
  state: { data?: DeviceSignInView | undefined; error: unknown };
}): boolean => data?.state === 'waiting' && !isUnknown(error);
