import type { AppRouter } from '@groundwork/api';
import { plainJson } from '@groundwork/shared';
import { httpBatchLink, httpBatchStreamLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCQueryUtils, createTRPCReact } from '@trpc/react-query';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isUnauthorized, readFailure } from './lib/app-error.ts';
import { watchedFetch } from './lib/reach.ts';

export const trpc = createTRPCReact<AppRouter>();

const url = '/trpc';

const ask: NonNullable<Parameters<typeof httpLink<AppRouter>>[0]['fetch']> = (target, init) =>
  watchedFetch(target, { ...init, signal: init?.signal ?? null });
const calls = { url, transformer: plainJson, fetch: ask };

export const client = trpc.createClient({
  links: [
    splitLink({
      condition: (op) => op.path === 'assistant.ask',
      // Its answer comes piece by piece.
      true: httpBatchStreamLink({ ...calls, maxItems: 1 }),
      false: splitLink({
        condition: (op) => op.path === 'session.me',
        // At the address that the document has already asked: `build/page-links.ts`.
        true: httpLink(calls),
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
