import type { Tx } from '@groundwork/db';
import { AppError, type Role } from '@groundwork/shared';
import { sql } from 'kysely';
import { type Context, notFound } from '../context.ts';

export interface FoundMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  ghl_user_id: string | null;
  removed_at: Date | null;
}

const columns = ['id', 'name', 'email', 'role', 'ghl_user_id', 'removed_at'] as const;

/** A member whom the caller may change: of the own agency, not the owner and not the caller. */
export async function requireOtherMember(tx: Tx, ctx: Context, memberId: string): Promise<FoundMember> {
  const member = await tx
    .selectFrom('members')
    .select(columns)
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!member) throw notFound('member');
  refuseSelfAndOwner(ctx, member);
  return member;
}

export function refuseSelfAndOwner(ctx: Context, member: FoundMember): void {
  if (member.id === ctx.actor.memberId)
    throw new AppError('FORBIDDEN', 'Nobody changes their own membership. Ask another admin of your agency to do it.');
  if (member.role === 'owner')
    throw new AppError(
      'FORBIDDEN',
      `${member.name} owns the agency, and no admin can change that. The owner can hand the agency over to somebody else.`,
    );
}

/**
 * Whoever has this e-mail address, removed or not. Should a GHL user have taken the address of an invited member, the one who
 * needs links comes first.
 */
export const memberByEmail = (tx: Tx, agencyId: string, email: string): Promise<FoundMember | undefined> =>
  tx
    .selectFrom('members')
    .select(columns)
    .where('agency_id', '=', agencyId)
    .where(sql<string>`lower(email)`, '=', sql<string>`lower(${email})`)
    .orderBy(sql`removed_at is not null`)
    .orderBy(sql`ghl_user_id is not null`)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
