import { createHash } from 'node:crypto';
import type { AccessToken, TokenRef } from '../ghl/ports.ts';

/** Tokens are asked for anew this long before they expire, so that none runs out on its way to GHL. */
const marginMs = 60_000;
const maxEntries = 10_000;

export interface TokenCache {
  /** A fresh token that is not the refused one. */
  get(ref: TokenRef, refusedTokenHash: string | undefined): AccessToken | undefined;
  set(ref: TokenRef, token: AccessToken): void;
}

/** Access tokens in memory, never on disk. */
export function createTokenCache(): TokenCache {
  const entries = new Map<string, { token: AccessToken; hash: string }>();
  return {
    get(ref, refusedTokenHash) {
      const entry = entries.get(keyOf(ref));
      if (!entry) return undefined;
      const fresh = entry.token.expiresAt.getTime() - Date.now() > marginMs;
      if (fresh && entry.hash !== refusedTokenHash) return entry.token;
      entries.delete(keyOf(ref));
      return undefined;
    },
    set(ref, token) {
      const oldest = entries.keys().next();
      if (entries.size >= maxEntries && !oldest.done) entries.delete(oldest.value);
      entries.set(keyOf(ref), { token, hash: createHash('sha256').update(token.accessToken).digest('hex') });
    },
  };
}

const keyOf = ({ companyId, locationId = '' }: TokenRef): string => JSON.stringify([companyId, locationId]);
