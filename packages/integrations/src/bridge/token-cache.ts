import { createHash } from 'node:crypto';
import { bridgeEventKinds } from '@groundwork/shared/bridge';
import type { BridgeEvent } from '@groundwork/shared/bridge';
import type { AccessToken, TokenRef } from '../ghl/ports.ts';

/** Tokens are asked for anew this long before they expire, so that none runs out on its way to GHL. */
const marginMs = 60_000;
/** How long a token is trusted unasked while nobody would tell us of its end. */
const unwatchedLifeMs = 15_000;
const maxEntries = 10_000;

export interface CachedToken {
  token: AccessToken;
  /** False: we may not have heard of its end. Ask; if nobody answers, it is still good. */
  isTrusted: boolean;
}

export interface TokenCache {
  /** A fresh token that is not the refused one. */
  get(ref: TokenRef, refusedTokenHash: string | undefined): CachedToken | undefined;
  /** Kept only where nothing has been dropped since `era` was read: an answer may be older than the news. */
  set(ref: TokenRef, token: AccessToken, era: number): void;
  /** Asked in vain: the token is trusted for another short while. */
  trustAgain(ref: TokenRef): void;
  /** Rises with every drop. */
  era(): number;
  drop(event: Pick<BridgeEvent, 'kind' | 'companyId' | 'locationId'>): void;
  /** News were missed: every token has to be asked about before it is trusted again. */
  doubt(): void;
  /** Whether the stream of invalidations stands. */
  watch(isWatched: boolean): void;
  isWatched(): boolean;
}

interface Entry {
  ref: TokenRef;
  token: AccessToken;
  hash: string;
  confirmedAt: number;
  /** All news since it was answered have been heard. */
  isFollowed: boolean;
}

/** Access tokens in memory, never on disk. */
export function createTokenCache(): TokenCache {
  const entries = new Map<string, Entry>();
  let isWatched = false;
  let watchEndedAt = 0;
  let era = 0;

  return {
    get(ref, refusedTokenHash) {
      const entry = entries.get(keyOf(ref));
      if (!entry) return undefined;
      const isFresh = entry.token.expiresAt.getTime() - Date.now() > marginMs;
      if (isFresh && entry.hash !== refusedTokenHash) {
        const lastSureAt = entry.isFollowed ? Math.max(entry.confirmedAt, watchEndedAt) : entry.confirmedAt;
        const isTrusted = (isWatched && entry.isFollowed) || Date.now() - lastSureAt < unwatchedLifeMs;
        return { token: entry.token, isTrusted };
      }
      entries.delete(keyOf(ref));
      return undefined;
    },
    set(ref, token, since) {
      if (since !== era) return;
      const oldest = entries.keys().next();
      if (entries.size >= maxEntries && !oldest.done) entries.delete(oldest.value);
      const hash = createHash('sha256').update(token.accessToken).digest('hex');
      entries.set(keyOf(ref), { ref, token, hash, confirmedAt: Date.now(), isFollowed: true });
    },
    trustAgain(ref) {
      const entry = entries.get(keyOf(ref));
      if (entry) entry.confirmedAt = Date.now();
    },
    era: () => era,
    drop({ kind, companyId, locationId }) {
      if (kind === 'connection-changed') return;
      era++;
      if (isKnown(kind) && (locationId !== null || kind === 'refreshed')) {
        entries.delete(keyOf({ companyId, locationId: locationId ?? undefined }));
        return;
      }
      for (const [key, { ref }] of entries) if (ref.companyId === companyId) entries.delete(key);
    },
    doubt() {
      era++;
      for (const entry of entries.values()) Object.assign(entry, { confirmedAt: 0, isFollowed: false });
    },
    isWatched: () => isWatched,
    watch(next) {
      if (isWatched && !next) watchEndedAt = Date.now();
      isWatched = next;
    },
  };
}

/** What a newer service says of one location may mean all of the agency's. */
const isKnown = (kind: string): boolean => bridgeEventKinds.some((known) => known === kind);

const keyOf = ({ companyId, locationId = '' }: TokenRef): string => JSON.stringify([companyId, locationId]);
