import type { AppRouter } from '@groundwork/api';
import { plainJson } from '@groundwork/shared';
import { httpLink, httpSubscriptionLink, splitLink, type TRPCLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { createDeprecationNotice } from './deprecation-notice.ts';
import { GroundworkError } from './groundwork-error.ts';
import type { GroundworkOptions } from './options.ts';
import { badAnswer, brokenOff } from './read-error.ts';
import { userAgentHeader } from './user-agent.ts';

/** One request a call: an idempotency key names one call, never a batch. */
export function links({ url, apiKey, fetch: own, logger, userAgent }: GroundworkOptions): TRPCLink<AppRouter>[] {
  const trpcUrl = trpcUrlOf(url);
  const noteDeprecation = createDeprecationNotice(logger);
  const ask: typeof globalThis.fetch = async (input, init) => {
    // Looked up at each call, so that what replaces the global one later is used.
    const answer = await (own ?? globalThis.fetch)(input, { ...init, redirect: 'manual' });
    noteDeprecation(answer);
    return answer;
  };
  const sender = { authorization: `Bearer ${usable(apiKey)}`, ...userAgentHeader(userAgent) };
  return [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({
        url: trpcUrl,
        transformer: plainJson,
        // Those of Node and of browsers take no headers.
        EventSource,
        eventSourceOptions: () => ({
          async fetch(input, init) {
            try {
              return await ask(input, { ...init, headers: { ...init.headers, ...sender } });
            } catch (cause) {
              // It is opened again by itself, for as long as somebody reads.
              if (!init.signal?.aborted) logger?.debug('a stream is opened again', { code: 'UNREACHABLE' });
              throw cause;
            }
          },
        }),
      }),
      false: httpLink({
        url: trpcUrl,
        transformer: plainJson,
        fetch: async (input, init) => {
          // A POST without input would carry no JSON, and a key is compared by what was sent.
          const body = init?.method === 'POST' ? { body: init.body ?? 'null' } : {};
          const answer = await ask(input, { ...init, ...body } as RequestInit);
          const { ok, status, headers } = answer;
          if (/\bjson\b/.test(headers.get('content-type') ?? ''))
            return { ok, status, headers, json: () => readJson(answer) };
          await answer.body?.cancel();
          throw badAnswer(answer);
        },
        headers: ({ op }) => {
          const key = op.context['idempotencyKey'];
          return { ...sender, ...(typeof key === 'string' ? { 'idempotency-key': key } : {}) };
        },
      }),
    }),
  ];
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (cause) {
    throw brokenOff(answer, cause);
  }
}

function trpcUrlOf(url: string | URL): string {
  try {
    const base = new URL(url);
    if (/^https?:$/.test(base.protocol)) return `${base.href.replace(/[?#].*$/, '').replace(/\/+$/, '')}/trpc`;
  } catch {
    // Said below.
  }
  const what = String(url) === '' ? 'The url is missing.' : `"${String(url)}" is no address of Groundwork.`;
  throw new GroundworkError(`${what} Give one like https://groundwork.example.com.`, { code: 'BAD_REQUEST' });
}

/** A header that cannot be sent would be quoted by fetch, key and all. */
function usable(apiKey: string): string {
  const key = apiKey.trim();
  if (/^[\u0021-\u007E]+$/.test(key)) return key;
  const what =
    key === ''
      ? 'The API key is missing. Make one under Settings → API keys, and give it as apiKey.'
      : 'The API key holds a space, a line break or a letter that no key has. Copy it once more, alone.';
  throw new GroundworkError(what, { code: 'UNAUTHORIZED' });
}
