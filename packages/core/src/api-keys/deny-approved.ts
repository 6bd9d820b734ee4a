import type { Tx } from '@groundwork/db';

/** Takes back what a member approved and no tool has fetched: should an invitation bring them back, this does not come back with them. */
export async function denyApproved(tx: Tx, memberId: string): Promise<void> {
  await tx
    .updateTable('device_sign_ins')
    .set({ decision: 'denied' })
    .where((where) => where.or([where('decided_by', '=', memberId), where('wish_approved_by', '=', memberId)]))
    .where('taken_at', 'is', null)
    .execute();
}
