import type { Database, Tx } from '@groundwork/db';
import type { InvitationState, InvitationView } from '@groundwork/shared/views';
import type { Selectable } from 'kysely';

const shown = 100;

export type InvitationRow = Pick<
  Selectable<Database['invitations']>,
  'id' | 'email' | 'name' | 'role' | 'created_at' | 'expires_at' | 'accepted_at' | 'revoked_at'
>;

export function stateOf(row: InvitationRow, now: Date): InvitationState {
  if (row.accepted_at) return 'accepted';
  if (row.revoked_at) return 'revoked';
  return row.expires_at <= now ? 'expired' : 'open';
}

/** The agency's newest invitations, or one of them. */
export async function invitationsOf(tx: Tx, agencyId: string, now: Date, id?: string): Promise<InvitationView[]> {
  const rows = await tx
    .selectFrom('invitations')
    .leftJoin('members', 'members.id', 'invitations.created_by')
    .where('invitations.agency_id', '=', agencyId)
    .$if(id !== undefined, (query) => query.where('invitations.id', '=', id ?? ''))
    .orderBy('invitations.created_at', 'desc')
    .orderBy('invitations.id')
    .limit(shown)
    .select([
      'invitations.id',
      'invitations.email',
      'invitations.name',
      'invitations.role',
      'invitations.created_at',
      'invitations.expires_at',
      'invitations.accepted_at',
      'invitations.revoked_at',
      'members.name as createdBy',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    state: stateOf(row, now),
    createdAt: row.created_at.toISOString(),
    createdBy: row.createdBy,
    expiresAt: row.expires_at.toISOString(),
  }));
}
