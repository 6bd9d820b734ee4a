import { AppError } from '@groundwork/shared';
import type { Context } from '../context.ts';
import { requireOtherMember } from './find-member.ts';
import { manageMembers } from './manage-members.ts';
import { type InvitationLink, writeInvitation } from './write-invitation.ts';

/** A one-time link for a member who does not sign in by GHL and whose session has ended. */
export function createSignInLink(ctx: Context, input: { memberId: string }): Promise<InvitationLink> {
  return manageMembers(ctx, async (tx, now) => {
    const { name, email, role, ghl_user_id } = await requireOtherMember(tx, now, input.memberId);
    if (ghl_user_id !== null || role === 'owner')
      throw new AppError('CONFLICT', `${name} signs in with GoHighLevel and needs no link.`);
    return writeInvitation(tx, now, { name, email, role }, `The link signs ${name} in, as ${role}.`);
  });
}
