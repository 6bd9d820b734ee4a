import { useRef } from 'react';
import { useFollow } from '../lib/feed/feed-context.tsx';
import { trpc } from '../trpc.ts';

/** Keeps what other pages have cached true while jobs run and accounts are refreshed elsewhere. */
export function useAgencyNews(): void {
  const utils = trpc.useUtils();
  // Only for its cursor: where the agency's topic stands now.
  const { data } = trpc.jobs.list.useQuery({ limit: 1 }, { staleTime: Infinity });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useFollow('agency', data?.cursor ?? null, () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void utils.accounts.list.invalidate(), 300);
  });
}
