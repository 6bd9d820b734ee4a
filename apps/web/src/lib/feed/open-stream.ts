import type { AppRouter } from '@groundwork/api';
import { plainJson } from '@groundwork/shared';
import { createTRPCClient, httpSubscriptionLink, retryLink } from '@trpc/client';
import { isUnauthorized } from '../app-error.ts';
import type { OpenStream } from './create-feed.ts';

/** A stream from our API. Has no part of the pages in it: a worker opens it for all of them. */
export function createOpenStream(onUnauthorized: () => void): OpenStream {
  const client = createTRPCClient<AppRouter>({
    links: [
      // A 503 during a deploy would end the subscription for good. An error of ours (with data) is final.
      retryLink({
        retry: ({ error, attempts }) => !error.data && attempts <= 3,
        retryDelayMs: (attempt) => 500 * attempt,
      }),
      httpSubscriptionLink({ url: '/trpc', transformer: plainJson }),
    ],
  });
  return (input, observer) =>
    client.feed.subscribe(input, {
      onStarted: observer.started,
      onConnectionStateChange: (change) => {
        if (change.state === 'connecting') observer.retrying();
      },
      onData: (tracked) => observer.event(tracked.data),
      onError: (error) => {
        if (isUnauthorized(error)) onUnauthorized();
        observer.ended(error);
      },
      onComplete: () => observer.ended(null),
    });
}
