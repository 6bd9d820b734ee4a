import type { Tx } from '@groundwork/db';
import { roles } from '@groundwork/shared';
import type { InvitationView, MemberView } from '@groundwork/shared/views';
import { authorise, type Context, requirePerson } from '../context.ts';
import { invitationsOf } from './invitation-view.ts';

/** Members by role and name; invitations newest first. Every member may see who is in, a key may not; only admins change it. */
export async function listMembers(ctx: Context): Promise<{ members: MemberView[]; invitations: InvitationView[] }> {
  requirePerson(ctx);
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => ({
      members: await membersOf(tx, agencyId),
      invitations: await invitationsOf(tx, agencyId, ctx.now()),
    }));
}

export async function membersOf(tx: Tx, agencyId: string, memberId?: string): Promise<MemberView[]> {
  const rows = await tx
    .selectFrom('members')
    .leftJoin('sessions', 'sessions.member_id', 'members.id')
    .where('members.agency_id', '=', agencyId)
    .where('members.removed_at', 'is', null)
    .$if(memberId !== undefined, (query) => query.where('members.id', '=', memberId ?? ''))
    .groupBy('members.id')
    .select((select) => [
      'members.id',
      'members.name',
      'members.email',
      'members.role',
      'members.ghl_user_id',
      'members.created_at',
      select.fn.max('sessions.last_seen_at').as('lastSeenAt'),
    ])
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      signsInByGhl: row.ghl_user_id !== null,
      joinedAt: row.created_at.toISOString(),
      lastSeenAt: (row.lastSeenAt as Date | null)?.toISOString() ?? null,
    }))
    .toSorted(
      (a, b) => roles.indexOf(b.role) - roles.indexOf(a.role) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
    );
}

/** One member as the list shows it. */
export async function memberView(tx: Tx, agencyId: string, memberId: string): Promise<MemberView> {
  const [member] = await membersOf(tx, agencyId, memberId);
  if (!member) throw new Error(`member ${memberId} is gone while its agency's members are locked`);
  return member;
}
