import type { Tx } from '@groundwork/db';
import { AppError, type Role } from '@groundwork/shared';
import type { Core } from '../context.ts';
import { isActive } from './is-active.ts';

const maxActive = 50;

/** A member whose row is locked, and what their keys are judged by. */
export interface KeysOf {
  agencyId: string;
  memberId: string;
  /** Held at this moment. */
  role: Role;
  /** Of the active keys, in lower case. */
  names: ReadonlySet<string>;
}

/** Locks a member, so that of two keys made at once the second knows of the first. Refuses where no other key may be made. */
export async function lockKeysOf(tx: Tx, core: Pick<Core, 'now'>, memberId: string): Promise<KeysOf> {
  const member = await tx
    .selectFrom('members')
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .select(['agency_id', 'role'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!member) throw new AppError('UNAUTHORIZED', 'You are no longer a member of this agency. Sign in again.');
  const keys = await tx
    .selectFrom('api_keys')
    .where('member_id', '=', memberId)
    .where(isActive(core.now()))
    .select('name')
    .execute();
  if (keys.length >= maxActive)
    throw new AppError('CONFLICT', `You have ${maxActive} keys, and no more are kept. Revoke one that nothing uses.`);
  const names = new Set(keys.map(({ name }) => name.toLowerCase()));
  return { agencyId: member.agency_id, memberId, role: member.role, names };
}
