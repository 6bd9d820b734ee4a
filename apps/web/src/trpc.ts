import type { AppRouter } from '@groundwork/api';
import { plainJson } from '@groundwork/shared';
import { httpBatchLink, httpBatchStreamLink, httpSubscriptionLink, retryLink, splitLink } from '@trpc/client';
import { createTRPCQueryUtils, createTRPCReact } from '@trpc/react-query';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isUnauthorized, readFailure } from './lib/app-error.ts';
import type { OpenStream } from './lib/feed/create-feed.ts';
import { watchedFetch } from './lib/reach.ts';

export const trpc = createTRPCReact<AppRouter>();

const url = '/trpc';

const calls: Parameters<typeof httpBatchLink<AppRouter>>[0] = {
  url,
  transformer: plainJson,
  fetch: (target, init) => watchedFetch(target, { ...init, signal: init?.signal ?? null }),
};

export const client = trpc.createClient({
  links: [
    splitLink({
      condition: (op) => op.type === 'subscription',
      true: [
        // A 503 during a deploy would end the subscription for good. An error of ours (with data) is final.
        retryLink({
          retry: ({ error, attempts }) => !error.data && attempts <= 3,
          retryDelayMs: (attempt) => 500 * attempt,
        }),
        httpSubscriptionLink({ url, transformer: plainJson }),
      ],
      false: splitLink({
        condition: (op) => op.path === 'assistant.ask',
        // Its answer comes piece by piece.
        true: httpBatchStreamLink({ ...calls, maxItems: 1 }),
        false: httpBatchLink(calls),
      }),
    }),
  ],
});

export function createQueryClient(onUnauthorized: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isUnauthorized(error)) onUnauthorized();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => {
          const { code, retryable } = readFailure(error);
          return failures < (code === 'UNREACHABLE' ? 3 : retryable ? 1 : 0);
        },
      },
    },
  });
}

export const createUtils = (queryClient: QueryClient) => createTRPCQueryUtils<AppRouter>({ queryClient, client });
export type Utils = ReturnType<typeof createUtils>;

export const createStream =
  (onUnauthorized: () => void): OpenStream =>
  (input, observer) =>
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
