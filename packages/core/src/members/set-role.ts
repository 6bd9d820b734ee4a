import { may, type Role } from '@groundwork/shared';
import type { MemberView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { announceAccess } from '../sessions/access.ts';
import { requireOtherMember } from './find-member.ts';
import { memberView } from './list-members.ts';
import { manageMembers } from './manage-members.ts';
import { revokeOpenInvitations } from './open-invitations.ts';

/** Raises or lowers a member. A link that is still open to them gives the new role and no other. */
export function setRole(ctx: Context, input: { memberId: string; role: Exclude<Role, 'owner'> }): Promise<MemberView> {
  return manageMembers(ctx, async (tx, now) => {
    const { agencyId } = now.actor;
    const member = await requireOtherMember(tx, now, input.memberId);
    await tx
      .updateTable('members')
      .set({ role: input.role })
      .where('agency_id', '=', agencyId)
      .where('id', '=', member.id)
      .execute();
    await tx
      .updateTable('invitations')
      .set({ role: input.role })
      .where('agency_id', '=', agencyId)
      .where(sql<string>`lower(email)`, '=', sql<string>`lower(${member.email})`)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now.now())
      .execute();
    if (!may(input.role, 'member.manage'))
      await revokeOpenInvitations(tx, now.now(), agencyId, { createdBy: member.id });
    await announceAccess(tx, member.id);
    return memberView(tx, agencyId, member.id);
  });
}
