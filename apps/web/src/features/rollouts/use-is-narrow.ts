import { useMedia } from '../../lib/use-media.ts';

/** As Tailwind's `max-sm`. */
export const useIsNarrow = (): boolean => useMedia('(width < 40rem)');
