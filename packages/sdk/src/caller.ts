import type { AppRouter } from '@groundwork/api';
import { createTRPCClient, type TRPCClient } from '@trpc/client';
import { GroundworkError } from './groundwork-error.ts';
import { links } from './links.ts';
import type { CallOptions, GroundworkOptions, MutationOptions } from './options.ts';
import { readError } from './read-error.ts';
import { retryDelayMs } from './retry-delay.ts';
import { aborted, sleep } from './sleep.ts';

/** What each try of a call hands to tRPC. */
export interface Sent {
  signal: AbortSignal;
  context: Record<string, unknown>;
}

/** What the nouns are made of: the typed client, and the two ways to call. */
export interface Caller {
  trpc: TRPCClient<AppRouter>;
  /** For what changes nothing: may be sent again at will. */
  read: <T>(send: (sent: Sent) => Promise<T>, options?: CallOptions) => Promise<T>;
  /** For what changes something: sent again under the same idempotency key. */
  change: <T>(send: (sent: Sent) => Promise<T>, options?: MutationOptions) => Promise<T>;
}

/** `maxRetries` of who follows something already: as a stream does, it outlasts a server that is away. */
export const patient = Number.POSITIVE_INFINITY;

const usualTimeoutMs = 60_000;
const usualRetries = 3;

export function createCaller(options: GroundworkOptions): Caller {
  const call = async <T>(
    send: (sent: Sent) => Promise<T>,
    { signal, ...own }: CallOptions = {},
    context: Record<string, unknown> = {},
  ): Promise<T> => {
    const timeoutMs = own.timeoutMs ?? options.timeoutMs ?? usualTimeoutMs;
    const maxRetries = own.maxRetries ?? options.maxRetries ?? usualRetries;
    for (let attempt = 0; ; attempt++) {
      try {
        return await oneTry(send, { signal, timeoutMs, context });
      } catch (cause) {
        const error = readError(cause);
        const delayMs = attempt < maxRetries ? retryDelayMs(error, attempt) : null;
        if (delayMs === null) throw error;
        options.logger?.debug('a call is sent again', { code: error.code, requestId: error.requestId, delayMs });
        await sleep(delayMs, signal);
      }
    }
  };
  return {
    trpc: createTRPCClient<AppRouter>({ links: links(options) }),
    read: (send, own) => call(send, own),
    change: (send, own) => call(send, own, { idempotencyKey: own?.idempotencyKey ?? newKey() }),
  };
}

/** `randomUUID` is missing in browsers on plain http. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Ended by the answer, by the caller or by the clock, also where a fetch heeds no signal. */
async function oneTry<T>(
  send: (sent: Sent) => Promise<T>,
  { signal, timeoutMs, context }: { signal: AbortSignal | undefined; timeoutMs: number; context: Sent['context'] },
): Promise<T> {
  if (signal?.aborted) throw aborted(signal);
  const own = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pass = () => {};
  const called = new Promise<never>((_, reject) => {
    const end = (error: GroundworkError) => {
      reject(error);
      own.abort(error);
    };
    pass = () => signal && end(aborted(signal));
    signal?.addEventListener('abort', pass, { once: true });
    timer = setTimeout(() => end(late(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([called, send({ signal: own.signal, context })]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', pass);
  }
}

const late = (timeoutMs: number): GroundworkError =>
  new GroundworkError(`Groundwork did not answer within ${timeoutMs} ms. Try again, or allow more by timeoutMs.`, {
    code: 'TIMED_OUT',
    retryable: true,
  });
