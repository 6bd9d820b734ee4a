import type { Tx } from '@groundwork/db';
import type { Role } from '@groundwork/shared';
import type { InvitationView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { invitationsOf } from './invitation-view.ts';
import { revokeOpenInvitations } from './open-invitations.ts';

const lifetimeSeconds = 7 * 24 * 3600;

export interface InvitationLink {
  invitation: InvitationView;
  /** The link's secret. It is nowhere else: what the database keeps is its hash. */
  token: string;
  /** What the inviter should know about the person, in a sentence; null for somebody new. */
  note: string | null;
}

/** Writes a one-time link. It replaces whatever link to the same address is still open. */
export async function writeInvitation(
  tx: Tx,
  ctx: Context,
  person: { email: string; name: string; role: Exclude<Role, 'owner'> },
  note: string | null,
): Promise<InvitationLink> {
  const { agencyId, memberId } = ctx.actor;
  const now = ctx.now();
  await revokeOpenInvitations(tx, now, agencyId, { email: person.email });
  const token = newSecret();
  const { id } = await tx
    .insertInto('invitations')
    .values({
      agency_id: agencyId,
      token_hash: hashSecret(token),
      ...person,
      created_by: memberId,
      expires_at: new Date(now.getTime() + lifetimeSeconds * 1000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [invitation] = await invitationsOf(tx, agencyId, now, id);
  if (!invitation) throw new Error(`invitation ${id} was written and is not there`);
  return { invitation, token, note };
}
