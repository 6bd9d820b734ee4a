import { z } from 'zod';
import { locationStates } from '../location-states.ts';
import {
  connectionsResponse,
  refreshesRequest,
  refreshesResponse,
  testConnectionRequest,
  testConnectionResponse,
} from './connections.ts';
import { ghlId } from './ghl-id.ts';
import { userTypes } from './user-types.ts';

export * from './connections.ts';
export * from './signing.ts';
export * from './stream.ts';
export * from './user-types.ts';

/** The contract between the OAuth service and the API backends: plain HTTP, JSON, POST, every request signed. */
export const bridgeTimeoutMs = 10_000;

export const accessTokenRequest = z.strictObject({
  companyId: ghlId,
  /** Set for a location token; without it the agency's token. */
  locationId: ghlId.optional(),
  /** An access token GHL has refused (401 for its age or revocation): do not answer with this one again. SHA-256 hex of it. */
  refusedTokenHash: z.string().length(64).optional(),
});
export const accessTokenResponse = z.object({
  accessToken: z.string(),
  expiresAt: z.iso.datetime(),
  userType: z.enum(userTypes),
  companyId: z.string(),
  locationId: z.string().nullable(),
  scopes: z.array(z.string()),
});

export const redeemTicketRequest = z.strictObject({
  ticket: z.string().min(20).max(100),
  /** SHA-256 hex of the nonce in the browser's cookie. */
  nonceHash: z.string().length(64),
});
/** Who came back from GHL. The backend still asks GHL whether this user is an agency admin. */
export const redeemTicketResponse = z.object({
  companyId: z.string(),
  userId: z.string(),
  userType: z.enum(userTypes),
  locationId: z.string().nullable(),
});

export const installationRequest = z.strictObject({ companyId: ghlId });
export const installedLocation = z.object({
  locationId: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  state: z.enum(locationStates),
});
export const installationResponse = z.object({
  companyId: z.string(),
  state: z.enum(['active', 'needs-reconnect', 'uninstalled']),
  reason: z.string().nullable(),
  scopes: z.array(z.string()),
  locations: z.array(installedLocation),
  /** When the locations were last read from GHL. */
  reconciledAt: z.iso.datetime().nullable(),
});

export const bridgeErrorCodes = [
  'BAD_REQUEST',
  'UNAUTHORIZED',
  /** The key is limited to other agencies. */
  'FORBIDDEN',
  'NOT_INSTALLED',
  /** GHL has paused the sub-account: it gives no token until somebody takes that back. */
  'LOCATION_PAUSED',
  'RECONNECT_NEEDED',
  'TICKET_INVALID',
  'GHL_UNAVAILABLE',
  /** A new token is on its way and takes longer than this call may wait. Ask again after `retryAfterMs`. */
  'TOKEN_REFRESHING',
  'INTERNAL',
] as const;
export type BridgeErrorCode = (typeof bridgeErrorCodes)[number];
export const bridgeError = z.object({
  error: z.object({
    code: z.enum(bridgeErrorCodes),
    message: z.string(),
    retryable: z.boolean(),
    retryAfterMs: z.number().int().positive().optional(),
    requestId: z.string(),
  }),
});

/** Each route of the bridge: its path, what it takes, what it answers. */
export const bridgeRoutes = {
  accessToken: { path: '/bridge/access-token', request: accessTokenRequest, response: accessTokenResponse },
  redeemTicket: { path: '/bridge/tickets/redeem', request: redeemTicketRequest, response: redeemTicketResponse },
  /** What is stored, without asking GHL. */
  installation: { path: '/bridge/installation', request: installationRequest, response: installationResponse },
  /** Reads the installed locations from GHL first (facts: GET /oauth/installedLocations), to the last page or not at all. */
  reconcile: { path: '/bridge/installation/reconcile', request: installationRequest, response: installationResponse },
  /** Grants and locations with everything that is known of their health, without asking GHL. */
  connections: { path: '/bridge/connections', request: installationRequest, response: connectionsResponse },
  /** What was asked of GHL's token endpoint, newest first. */
  refreshes: { path: '/bridge/connections/refreshes', request: refreshesRequest, response: refreshesResponse },
  /** One real call to GHL with the token of the agency or of one location. A connection that does not work is an answer, not an error. */
  testConnection: {
    path: '/bridge/connections/test',
    request: testConnectionRequest,
    response: testConnectionResponse,
  },
} as const;

export type BridgeRoute = keyof typeof bridgeRoutes;
export type BridgeRequest<R extends BridgeRoute> = z.input<(typeof bridgeRoutes)[R]['request']>;
export type BridgeResponse<R extends BridgeRoute> = z.output<(typeof bridgeRoutes)[R]['response']>;
