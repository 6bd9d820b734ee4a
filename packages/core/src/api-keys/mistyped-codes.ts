import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { Context } from '../context.ts';
import { lockMember } from './lock-member.ts';
import { writeAudit } from './write-audit.ts';

const action = 'device.mistyped';
const maxMistyped = 10;
const withinSeconds = 600;

/**
 * Refuses a member who wrote ten wrong codes in ten minutes. The member's row is locked, so that a hundred guesses at once are ten as
 * well. 20^8 codes that live ten minutes are then out of reach.
 */
export async function requireFewMistyped(tx: Tx, { actor, now }: Context): Promise<void> {
  await lockMember(tx, actor.memberId);
  const mistyped = await tx
    .selectFrom('audit_entries')
    .where('agency_id', '=', actor.agencyId)
    .where('member_id', '=', actor.memberId)
    .where('action', '=', action)
    .where('at', '>', new Date(now().getTime() - withinSeconds * 1000))
    .select('id')
    .limit(maxMistyped)
    .execute();
  if (mistyped.length >= maxMistyped)
    throw new AppError(
      'RATE_LIMITED',
      'Too many codes were wrong. Wait ten minutes, then sign in from the tool again.',
      {
        retryable: true,
      },
    );
}

export async function noteMistyped(tx: Tx, { actor, now }: Context): Promise<void> {
  const { agencyId, memberId } = actor;
  await writeAudit(tx, { agencyId, memberId, action, subject: null, at: now() });
}
