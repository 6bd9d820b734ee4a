import { setTimeout as sleep } from 'node:timers/promises';
import type { OAuthContext } from '../context.ts';

/** What GHL gave exists nowhere else until it is stored: a database that is away is waited for. */
export async function untilSaved<T>(ctx: OAuthContext, save: () => Promise<T>, patienceMs = 60_000): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      return await save();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      ctx.log.error({ err: error }, 'a new pair could not be stored yet; trying again');
      await sleep(waitMs);
    }
  }
}
