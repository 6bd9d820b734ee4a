import type { Transaction } from 'kysely';
import type { BridgeRequest, BridgeResponse } from '@groundwork/shared/bridge';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { randomSecret, sha256Hex } from '../crypto/hash.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import type { Grant } from '../grants/store-grant.ts';
import type { Attempt } from './attempts.ts';

/** A one-time proof, for one backend and one browser, of who came back from GHL. */
export async function issueTicket(
  { timings }: OAuthContext,
  trx: Transaction<OAuthDatabase>,
  { attempt, grant, userId }: { attempt: Attempt; grant: Grant; userId: string },
): Promise<string> {
  const ticket = randomSecret();
  await trx
    .insertInto('tickets')
    .values({
      ticket_hash: sha256Hex(ticket),
      backend_id: attempt.backendId,
      nonce_hash: attempt.nonceHash,
      company_id: grant.companyId,
      location_id: grant.locationId,
      user_id: userId,
      user_type: grant.userType,
      expires_at: new Date(Date.now() + timings.ticketMaxAgeMs),
    })
    .execute();
  return ticket;
}

/** A wrong backend or nonce learns nothing and spends nothing; the right one succeeds once. */
export async function redeemTicket(
  { db }: OAuthContext,
  backendId: string,
  { ticket, nonceHash }: BridgeRequest<'redeemTicket'>,
): Promise<BridgeResponse<'redeemTicket'>> {
  const row = await db
    .updateTable('tickets')
    .set({ used_at: new Date() })
    .where('ticket_hash', '=', sha256Hex(ticket))
    .where('backend_id', '=', backendId)
    .where('nonce_hash', '=', nonceHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date())
    .returning(['company_id', 'location_id', 'user_id', 'user_type'])
    .executeTakeFirst();
  if (row === undefined) {
    throw new BridgeFailure(
      'TICKET_INVALID',
      'This sign-in has been used, has expired, or belongs elsewhere. Sign in again.',
    );
  }
  return { companyId: row.company_id, locationId: row.location_id, userId: row.user_id, userType: row.user_type };
}
