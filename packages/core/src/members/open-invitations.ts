import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { InvitationState } from '@groundwork/shared/views';
import { sql } from 'kysely';

/** Takes back what is still open: to an address, or made by a member. */
export async function revokeOpenInvitations(
  tx: Tx,
  now: Date,
  agencyId: string,
  which: { email: string } | { createdBy: string },
): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('agency_id', '=', agencyId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where((where) =>
      'email' in which
        ? where(sql<string>`lower(email)`, '=', sql<string>`lower(${which.email})`)
        : where('created_by', '=', which.createdBy),
    )
    .execute();
}

const askForAnother = 'Ask an admin of your agency for a new one.';

const closed: Record<Exclude<InvitationState, 'open'>, string> = {
  accepted: `This link was used already, and it works once. ${askForAnother}`,
  expired: `This link has expired: it was good for 7 days. ${askForAnother}`,
  revoked: `This link was taken back, or a newer one has replaced it. Use the newer one, or ask an admin of your agency.`,
};

/** Whoever holds the link may know what became of it; an unknown one is told nothing. */
export function requireOpen(state: InvitationState): void {
  if (state !== 'open') throw new AppError('CONFLICT', closed[state]);
}
