import { AppError } from '@groundwork/shared';
import type { InvitationView } from '@groundwork/shared/views';
import { type Context, notFound } from '../context.ts';
import { invitationsOf } from './invitation-view.ts';
import { manageMembers } from './manage-members.ts';

/** Takes a link back. One that is closed already stays as it is; one that was accepted is a membership, which is ended elsewhere. */
export function revokeInvitation(ctx: Context, input: { invitationId: string }): Promise<InvitationView> {
  return manageMembers(ctx, async (tx, { actor, now }) => {
    const [before] = await invitationsOf(tx, actor.agencyId, now(), input.invitationId);
    if (!before) throw notFound('invitation');
    if (before.state === 'accepted')
      throw new AppError('CONFLICT', `${before.name} has accepted this invitation. Remove the member instead.`);
    if (before.state !== 'open') return before;
    await tx
      .updateTable('invitations')
      .set({ revoked_at: now() })
      .where('agency_id', '=', actor.agencyId)
      .where('id', '=', before.id)
      .execute();
    return { ...before, state: 'revoked' };
  });
}
