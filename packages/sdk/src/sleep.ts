import { GroundworkError } from './groundwork-error.ts';

export function aborted(signal: AbortSignal): GroundworkError {
  const reason: unknown = signal.reason;
  // That of a plain abort says only that it was one.
  const why = reason instanceof Error && reason.name !== 'AbortError' ? `: ${reason.message.replace(/\.$/, '')}` : '';
  return new GroundworkError(`The call was called off${why}.`, { code: 'ABORTED', cause: reason });
}

/** Rejects as soon as it is called off. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const end = () => {
      clearTimeout(timer);
      if (signal) reject(aborted(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
