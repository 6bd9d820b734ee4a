import type { BridgeCursor } from '@groundwork/shared/bridge';

/** What the OAuth service's stream says. Positions of one feed are in order; those of two cannot be compared. */
export type BridgeNews =
  | (BridgeCursor & { type: 'event'; companyId: string; /** May be one this version does not know. */ kind: string })
  /** What happened before this place is not known, of any agency. */
  | (BridgeCursor & { type: 'gap' });

export interface NewsDesk {
  subscribe(listener: (news: BridgeNews) => void): () => void;
  tell(news: BridgeNews): void;
}

/** Passes news on in the order they came. A listener only takes note: it must neither throw nor wait. */
export function createNewsDesk(): NewsDesk {
  const listeners = new Set<(news: BridgeNews) => void>();
  return {
    subscribe(listener) {
      // Wrapped, so that one function that listens twice is two listeners.
      const own = (news: BridgeNews) => listener(news);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    tell: (news) => listeners.forEach((listener) => listener(news)),
  };
}
