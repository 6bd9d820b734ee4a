import { GroundworkError } from './groundwork-error.ts';

export interface Limit {
  signal?: AbortSignal | undefined;
  /** Left out: as long as it takes. */
  timeoutMs?: number | undefined;
}

/** Hands on a signal that ends with the caller's, or with the clock. What is waited for goes on elsewhere, so it is named. */
export async function within<T>(
  { signal, timeoutMs }: Limit,
  what: 'job' | 'rollout',
  wait: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (timeoutMs === undefined) return wait(signal);
  const own = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    own.abort();
  }, timeoutMs);
  const pass = () => own.abort(signal?.reason);
  if (signal?.aborted) pass();
  signal?.addEventListener('abort', pass, { once: true });
  try {
    return await wait(own.signal);
  } catch (error) {
    if (!isLate || !(error instanceof GroundworkError) || error.code !== 'ABORTED') throw error;
    throw new GroundworkError(
      `The ${what} has not ended within ${timeoutMs} ms. It goes on by itself: wait again, or allow more by timeoutMs.`,
      { code: 'TIMED_OUT', retryable: true },
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', pass);
  }
}
