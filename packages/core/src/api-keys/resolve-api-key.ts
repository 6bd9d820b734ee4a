import type { Actor, Core } from '../context.ts';

/** The member behind a key, with the lesser of both roles; null when it is unknown, ended, or the member was removed. */
export async function resolveApiKey(_core: Core, _secret: string): Promise<Actor | null> {
  throw new Error('not built');
}
