import type { Tx } from '@groundwork/db';
import type { Context } from '../context.ts';
import { announceAccess } from '../sessions/access.ts';
import { writeAudit } from './write-audit.ts';

interface LockedKey {
  id: string;
  name: string;
  member_id: string;
  revoked_at: Date | null;
}

/** Ends a key whose row is locked, also its open streams. One that was ended stays as it was. */
export async function endKey(tx: Tx, { actor, now }: Context, key: LockedKey): Promise<void> {
  if (key.revoked_at !== null) return;
  const { agencyId, memberId } = actor;
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: now(), revoked_by: memberId })
    .where('agency_id', '=', agencyId)
    .where('id', '=', key.id)
    .execute();
  await writeAudit(tx, { agencyId, memberId, apiKeyId: key.id, action: 'key.revoked', subject: key.name });
  await announceAccess(tx, key.member_id);
}
