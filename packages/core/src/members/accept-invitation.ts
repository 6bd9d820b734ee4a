import type { Database, Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { Selectable } from 'kysely';
import { type Core, notFound } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { announceAccess } from '../sessions/access.ts';
import { openSession } from '../sessions/open-session.ts';
import { memberByEmail } from './find-member.ts';
import { stateOf } from './invitation-view.ts';
import { higherRole } from './invite-member.ts';
import { lockMembers } from './manage-members.ts';
import { requireOpen } from './open-invitations.ts';

type Invitation = Selectable<Database['invitations']>;

/**
 * Spends a link: its person is a member afterwards and signed in. Of two at once one wins; the other is told that the link was used.
 * Returns the new session's secret, for the cookie. A previous session of the same browser is ended.
 */
export async function acceptInvitation(
  core: Core,
  input: { token: string; previousSession: string | null; userAgent: string | null },
): Promise<{ session: string }> {
  return core.db.transaction().execute(async (tx) => {
    const found = await invitationOf(tx, input.token);
    await lockMembers(tx, found.agency_id);
    const invitation = await invitationOf(tx, input.token);
    requireOpen(stateOf(invitation, core.now()));
    const memberId = await join(tx, invitation);
    await tx
      .updateTable('invitations')
      .set({ accepted_at: core.now(), accepted_by: memberId })
      .where('agency_id', '=', invitation.agency_id)
      .where('id', '=', invitation.id)
      .execute();
    return openSession(tx, core, { ...input, memberId, signedInBy: 'invitation' });
  });
}

async function invitationOf(tx: Tx, token: string): Promise<Invitation> {
  const invitation = await tx
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .executeTakeFirst();
  if (!invitation) throw notFound('invitation');
  return invitation;
}

/** Makes the member, brings them back, or finds them; a role is never lowered by a link. */
async function join(tx: Tx, { agency_id, email, name, role }: Invitation): Promise<string> {
  const member = await memberByEmail(tx, agency_id, email);
  if (!member) {
    const { id } = await tx
      .insertInto('members')
      .values({ agency_id, email, name, role })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }
  if (member.role === 'owner')
    throw new AppError('CONFLICT', 'This address is the owner’s by now, who signs in with GoHighLevel. Sign in there.');
  const now = member.removed_at ? role : higherRole(member.role, role);
  await tx
    .updateTable('members')
    .set({ role: now, removed_at: null })
    .where('agency_id', '=', agency_id)
    .where('id', '=', member.id)
    .execute();
  if (now !== member.role) await announceAccess(tx, member.id);
  return member.id;
}
