import { type Core, type Credentials, resolveCaller } from '@groundwork/core';
import { createHash } from 'node:crypto';

const rememberedMs = 60_000;
const maxRemembered = 10_000;

/**
 * By which allowance a request counts: its key's or session's own once that is known to be one, else none, so that guesses share the
 * allowance of the address they come from. What has ended may count as its own for another minute; it opens nothing any more.
 */
export function createKnownCallers(core: Core) {
  const knownUntil = new Map<string, number>();
  return {
    async allowanceOf(credentials: Credentials): Promise<string | null> {
      const { apiKey, session } = credentials;
      if (apiKey === null && session === null) return null;
      const hash = createHash('sha256')
        .update(apiKey ?? `session ${session}`)
        .digest('base64');
      if ((knownUntil.get(hash) ?? 0) > Date.now()) return hash;
      // A database that is away is for the call itself to say.
      const actor = await resolveCaller(core, credentials, { touch: false }).catch(() => null);
      if (!actor) return null;
      if (knownUntil.size >= maxRemembered) knownUntil.clear();
      knownUntil.set(hash, Date.now() + rememberedMs);
      return hash;
    },
  };
}
