import { resolveApiKey } from '../api-keys/resolve-api-key.ts';
import type { Actor, Core } from '../context.ts';
import { resolveSession } from './resolve-session.ts';

/** What a request brought along to say who asks: secrets, neither looked at yet. */
export interface Credentials {
  session: string | null;
  apiKey: string | null;
}

/** Who asks. A key that is no good is never made up for by a session. */
export async function resolveCaller(
  core: Core,
  { session, apiKey }: Credentials,
  options: { touch: boolean } = { touch: true },
): Promise<Actor | null> {
  if (apiKey !== null) return resolveApiKey(core, apiKey, options);
  return session === null ? null : resolveSession(core, session, options);
}
