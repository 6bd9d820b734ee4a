import type { Tx } from '@groundwork/db';
import { AppError, type Role } from '@groundwork/shared';
import type { MemberView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { announceAccess } from '../sessions/access.ts';
import { requireOtherMember } from './find-member.ts';
import { memberView } from './list-members.ts';
import { manageMembers } from './manage-members.ts';
import { revokeOpenInvitations } from './open-invitations.ts';

/**
 * Makes another member the owner, and the owner an admin. Only to somebody who signs in by GHL: nobody can make a sign-in link for
 * an owner, who would be locked out when the session ends.
 */
export function transferOwnership(ctx: Context, input: { memberId: string }): Promise<MemberView> {
  return manageMembers(ctx, async (tx, now) => {
    const { agencyId, memberId, role } = now.actor;
    if (role !== 'owner')
      throw new AppError('FORBIDDEN', `Your role (${role}) may not do this. Only the owner hands the agency over.`);
    const heir = await requireOtherMember(tx, now, input.memberId);
    if (heir.ghl_user_id === null)
      throw new AppError(
        'CONFLICT',
        `${heir.name} does not sign in with GoHighLevel, and an owner has to. Ask them to sign in with it once, as an agency admin, then try again.`,
      );
    await writeRole(tx, agencyId, memberId, 'admin');
    await writeRole(tx, agencyId, heir.id, 'owner');
    await revokeOpenInvitations(tx, now.now(), agencyId, { email: heir.email });
    await announceAccess(tx, memberId);
    await announceAccess(tx, heir.id);
    return memberView(tx, agencyId, heir.id);
  });
}

async function writeRole(tx: Tx, agencyId: string, memberId: string, role: Role): Promise<void> {
  await tx.updateTable('members').set({ role }).where('agency_id', '=', agencyId).where('id', '=', memberId).execute();
}
