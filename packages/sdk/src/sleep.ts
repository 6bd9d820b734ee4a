import { GroundworkError } from './groundwork-error.ts';

export const aborted = (signal: AbortSignal): GroundworkError =>
  new GroundworkError('The call was called off.', { code: 'ABORTED', cause: signal.reason });

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
