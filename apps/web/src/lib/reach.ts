import { useSyncExternalStore } from 'react';

let reachable = true;
const listeners = new Set<() => void>();

/** Whether the last request got an answer from our API: any answer, also a refusal. */
export const useReachable = (): boolean => useSyncExternalStore(subscribe, () => reachable);

/** `fetch` that takes note of it. A proxy's 502-504 without our body is no answer of ours. */
export const watchedFetch: typeof fetch = async (url, init) => {
  try {
    const response = await fetch(url, init);
    note(![502, 503, 504].includes(response.status) || isJson(response));
    return response;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) note(false);
    throw error;
  }
};

function note(reached: boolean): void {
  if (reachable === reached) return;
  reachable = reached;
  for (const listener of listeners) listener();
}

const isJson = (response: Response) => response.headers.get('content-type')?.includes('json') ?? false;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
