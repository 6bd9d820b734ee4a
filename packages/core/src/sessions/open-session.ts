import type { Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { closeSession } from './end-session.ts';
import { maxAgeSeconds } from './session-lifetime.ts';

/** Starts a session and returns its secret, for the cookie. A previous session of the same browser is ended. */
export async function openSession(
  tx: Tx,
  core: Core,
  input: {
    memberId: string;
    signedInBy: 'ghl' | 'invitation';
    previousSession: string | null;
    userAgent: string | null;
  },
): Promise<{ session: string }> {
  if (input.previousSession) await closeSession(tx, input.previousSession);
  const session = newSecret();
  await tx
    .insertInto('sessions')
    .values({
      id_hash: hashSecret(session),
      member_id: input.memberId,
      last_seen_at: core.now(),
      expires_at: new Date(core.now().getTime() + maxAgeSeconds * 1000),
      user_agent: input.userAgent?.slice(0, 300) ?? null,
      signed_in_by: input.signedInBy,
    })
    .execute();
  return { session };
}
