import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useFeed } from '../lib/feed/feed-context.tsx';
import { useReachable } from '../lib/reach.ts';
import { client } from '../trpc.ts';

const retryEveryMs = 3_000;

/** Says that our API does not answer, asks again by itself, and brings the page up to date once it does. */
export function ReachBanner() {
  const reachable = useReachable();
  const queryClient = useQueryClient();
  const feed = useFeed();
  const wasReachable = useRef(reachable);

  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => void client.session.me.query().catch(() => undefined), retryEveryMs);
    return () => clearInterval(timer);
  }, [reachable]);

  useEffect(() => {
    if (reachable && !wasReachable.current) {
      feed.retryNow();
      void queryClient.refetchQueries({
        type: 'active',
        predicate: (query) => query.state.status === 'error' || query.isStale(),
      });
    }
    wasReachable.current = reachable;
  }, [reachable, feed, queryClient]);

  if (reachable) return null;
  return (
    <div role="alert" className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-sm text-warn">
      <CloudOff aria-hidden className="size-4 shrink-0" />
      Groundwork does not answer. Trying again; jobs go on without this page.
    </div>
  );
}
