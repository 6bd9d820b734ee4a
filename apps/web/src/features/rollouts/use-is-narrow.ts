import { useSyncExternalStore } from 'react';

/** As Tailwind's `max-sm`, for what is too large to be drawn twice and hidden once. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => query().matches);

const query = () => window.matchMedia('(width < 40rem)');

function subscribe(listener: () => void) {
  const media = query();
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
