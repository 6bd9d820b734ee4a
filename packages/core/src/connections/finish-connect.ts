import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';

/** What a link to connect is for. */
export interface ConnectAim {
  companyId: string;
  /** Null for the agency's own grant. */
  locationId: string | null;
}

export type ConnectResult = 'ok' | 'other-agency' | 'other-location' | 'agency-instead' | 'location-instead';

/**
 * Of a nonce for connecting. Another hash than sign-in's, so that a ticket made for the one is worth nothing to the other,
 * whichever cookie its nonce stands in.
 */
export const connectNonceHash = (nonce: string): string => hashSecret(`connect ${nonce}`);

/**
 * Redeems the ticket of somebody who came back from GHL by a link to connect, and says whether they chose what it was for. The
 * grant is the OAuth service's, and belongs to whom GHL says: nothing is attached here, and nobody is signed in.
 */
export async function finishConnect(
  core: Core,
  { ticket, nonce, aim }: { ticket: string; nonce: string; aim: ConnectAim },
): Promise<ConnectResult> {
  const grant = await core.bridge.redeemTicket({ ticket, nonceHash: connectNonceHash(nonce) });
  if (grant.companyId !== aim.companyId) return 'other-agency';
  if (grant.locationId === aim.locationId) return 'ok';
  if (grant.locationId === null) return 'agency-instead';
  return aim.locationId === null ? 'location-instead' : 'other-location';
}
