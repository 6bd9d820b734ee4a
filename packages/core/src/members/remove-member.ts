import type { Context } from '../context.ts';
import { denyApproved } from '../api-keys/deny-approved.ts';
import { announceAccess } from '../sessions/access.ts';
import { requireOtherMember } from './find-member.ts';
import { manageMembers } from './manage-members.ts';
import { revokeOpenInvitations } from './open-invitations.ts';

/**
 * Ends a membership: sessions, keys, tools let in, open streams and links to this person or made by them end at once. What the member did keeps their
 * name, and only a new invitation brings them back.
 */
export function removeMember(ctx: Context, input: { memberId: string }): Promise<void> {
  return manageMembers(ctx, async (tx, now) => {
    const { agencyId } = now.actor;
    const { id, email } = await requireOtherMember(tx, now, input.memberId);
    const at = now.now();
    await tx
      .updateTable('members')
      .set({ removed_at: at })
      .where('agency_id', '=', agencyId)
      .where('id', '=', id)
      .execute();
    await tx.deleteFrom('sessions').where('member_id', '=', id).execute();
    await tx
      .updateTable('api_keys')
      .set({ revoked_at: at, revoked_by: now.actor.memberId })
      .where('member_id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
    await denyApproved(tx, id);
    await revokeOpenInvitations(tx, at, agencyId, { email });
    await revokeOpenInvitations(tx, at, agencyId, { createdBy: id });
    await announceAccess(tx, id);
  });
}
