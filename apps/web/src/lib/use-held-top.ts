import { useState } from 'react';

/** For lists that grow at their top: while somebody reads, what is new waits and pushes nothing away. */
export function useHeldTop<Entry extends { id: string }>(entries: readonly Entry[]) {
  const [firstShown, setFirstShown] = useState<string | null>(null);
  // An entry that is gone holds nothing.
  const waiting =
    firstShown === null
      ? 0
      : Math.max(
          0,
          entries.findIndex(({ id }) => id === firstShown),
        );
  const shown = entries.slice(waiting);
  return {
    shown,
    /** How many new ones wait above. */
    waiting,
    hold: () => setFirstShown((held) => held ?? shown[0]?.id ?? null),
    release: () => setFirstShown(null),
  };
}
