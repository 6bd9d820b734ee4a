import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

/** The line a deep link (`#calendar.first_visit`, `#calendar.visit%5B%22Exam%22%5D`) points at. */
export const useLinkedAddress = (): string | null => useLocation({ select: ({ hash }) => decoded(hash) || null });

/** Brings a line that was linked to into view, out of everything it is folded into. */
export function useShowLinked(line: RefObject<HTMLElement | null>, isLinked: boolean): void {
  useEffect(() => {
    const { current } = line;
    if (!isLinked || !current) return;
    const own = current.querySelector('details');
    if (own) own.open = true;
    for (let fold = current.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true;
    current.scrollIntoView({ block: 'center' });
  }, [line, isLinked]);
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
