import type { UserType } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import { randomSecret, sameDigest, sha256Hex } from '../crypto/hash.ts';

export interface Attempt {
  backendId: string;
  nonceHash: string;
  userType: UserType;
}

/** Remembers an attempt by its state's hash. The secret goes into this browser's cookie. */
export async function openAttempt(ctx: OAuthContext, state: string, attempt: Attempt): Promise<{ cookie: string }> {
  const cookie = randomSecret();
  await ctx.db
    .insertInto('install_attempts')
    .values({
      state_hash: sha256Hex(state),
      cookie_hash: sha256Hex(cookie),
      backend_id: attempt.backendId,
      nonce_hash: attempt.nonceHash,
      user_type: attempt.userType,
      expires_at: new Date(Date.now() + ctx.timings.attemptMaxAgeMs),
    })
    .execute();
  return { cookie };
}

export type ClosedAttempt =
  | { kind: 'open'; attempt: Attempt }
  /** The right browser, too late: it may be sent back to where it came from. */
  | { kind: 'expired'; attempt: Attempt }
  | { kind: 'unknown' | 'used' | 'other-browser' };

/** Spends the state. It opens once, in the browser that started it. */
export async function closeAttempt(
  ctx: OAuthContext,
  state: string,
  cookie: string | undefined,
): Promise<ClosedAttempt> {
  const stateHash = sha256Hex(state);
  const row = await ctx.db
    .selectFrom('install_attempts')
    .selectAll()
    .where('state_hash', '=', stateHash)
    .executeTakeFirst();
  if (row === undefined) return { kind: 'unknown' };
  if (row.used_at !== null) return { kind: 'used' };
  if (cookie === undefined || !sameDigest(sha256Hex(cookie), row.cookie_hash)) return { kind: 'other-browser' };
  const spent = await ctx.db
    .updateTable('install_attempts')
    .set({ used_at: new Date() })
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (spent.numUpdatedRows === 0n) return { kind: 'used' };
  const attempt = { backendId: row.backend_id, nonceHash: row.nonce_hash, userType: row.user_type };
  return { kind: row.expires_at.getTime() > Date.now() ? 'open' : 'expired', attempt };
}
