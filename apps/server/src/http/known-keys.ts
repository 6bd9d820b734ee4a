import { type Core, resolveApiKey } from '@groundwork/core';
import { createHash } from 'node:crypto';

const rememberedMs = 60_000;
const maxRemembered = 10_000;

/**
 * By which allowance a key counts: its own once it is known to be one, else none, so that guesses share the allowance of the address
 * they come from. A revoked key may count as its own for another minute; it opens nothing any more.
 */
export function createKnownKeys(core: Core) {
  const knownUntil = new Map<string, number>();
  return {
    async allowanceOf(secret: string): Promise<string | null> {
      const hash = createHash('sha256').update(secret).digest('base64');
      if ((knownUntil.get(hash) ?? 0) > Date.now()) return `key:${hash}`;
      // A database that is away is for the call itself to say.
      const actor = await resolveApiKey(core, secret, { touch: false }).catch(() => null);
      if (!actor) return null;
      if (knownUntil.size >= maxRemembered) knownUntil.clear();
      knownUntil.set(hash, Date.now() + rememberedMs);
      return `key:${hash}`;
    },
  };
}
