import type { InvitationOfferView } from '@groundwork/shared/views';
import { type Core, notFound } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { stateOf } from './invitation-view.ts';
import { requireOpen } from './open-invitations.ts';

/** What the holder of a link is offered. For anybody who has the link, signed in or not. */
export async function readOffer(core: Core, input: { token: string }): Promise<InvitationOfferView> {
  const row = await core.db
    .selectFrom('invitations')
    .innerJoin('agencies', 'agencies.id', 'invitations.agency_id')
    .leftJoin('members', 'members.id', 'invitations.created_by')
    .where('invitations.token_hash', '=', hashSecret(input.token))
    .selectAll('invitations')
    .select(['agencies.name as agency', 'members.name as invitedBy'])
    .executeTakeFirst();
  if (!row) throw notFound('invitation');
  requireOpen(stateOf(row, core.now()));
  return {
    agency: row.agency,
    name: row.name,
    email: row.email,
    role: row.role,
    invitedBy: row.invitedBy,
    expiresAt: row.expires_at.toISOString(),
  };
}
