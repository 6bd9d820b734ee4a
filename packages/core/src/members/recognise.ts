import type { Tx } from '@groundwork/db';
import { AppError, type Role } from '@groundwork/shared';
import { sql } from 'kysely';

interface GhlUser {
  id: string;
  name: string;
  email: string;
}

/**
 * The member a GHL user is: the one of this GHL user, else the one invited by the same e-mail address, else a new one. The address
 * is GHL's at every sign-in; the name only of a new member, who may change it. The agency's row is locked by its upsert, so of two
 * first sign-ins at once one is the owner.
 */
export async function recognise(tx: Tx, agencyId: string, user: GhlUser): Promise<string> {
  const known = (await byGhlUser(tx, agencyId, user)) ?? (await byInvitation(tx, agencyId, user));
  if (!known) return addMember(tx, agencyId, user);
  if (known.removed_at)
    throw new AppError('FORBIDDEN', 'You were removed from this agency. Ask an admin of it to invite you again.');
  await tx
    .updateTable('members')
    .set({ ghl_user_id: user.id, email: user.email })
    .where('agency_id', '=', agencyId)
    .where('id', '=', known.id)
    .execute();
  return known.id;
}

const byGhlUser = (tx: Tx, agencyId: string, user: GhlUser) =>
  tx
    .selectFrom('members')
    .select(['id', 'removed_at'])
    .where('agency_id', '=', agencyId)
    .where('ghl_user_id', '=', user.id)
    .executeTakeFirst();

const byInvitation = (tx: Tx, agencyId: string, user: GhlUser) =>
  tx
    .selectFrom('members')
    .select(['id', 'removed_at'])
    .where('agency_id', '=', agencyId)
    .where('ghl_user_id', 'is', null)
    .where(sql<string>`lower(email)`, '=', sql<string>`lower(${user.email})`)
    .executeTakeFirst();

async function addMember(tx: Tx, agencyId: string, user: GhlUser): Promise<string> {
  const owner = await tx
    .selectFrom('members')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  const role: Role = owner ? 'viewer' : 'owner';
  const { id } = await tx
    .insertInto('members')
    .values({ agency_id: agencyId, ghl_user_id: user.id, name: user.name, email: user.email, role })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
