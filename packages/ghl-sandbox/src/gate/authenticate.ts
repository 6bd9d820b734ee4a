import type { FastifyRequest } from 'fastify';
import { hashToken } from '../oauth/tokens.ts';
import type { World } from '../world.ts';
import { forbidden, notFound, unauthorized } from './ghl-error.ts';
import type { Operation } from './operation.ts';

/** Who is calling, read from the access token. */
export interface Caller {
  grantId: string;
  userType: 'Company' | 'Location';
  companyId: string;
  /** Only for a Location token. */
  locationId: string | null;
  userId: string;
  scope: string;
}

export function authenticate(world: World, request: FastifyRequest): Caller {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  // Text of GHL's own answer: highlevel-api-docs issue #213.
  if (scheme?.toLowerCase() !== 'bearer' || !token?.includes('.')) throw unauthorized('Invalid JWT');
  const row = world.store.get<TokenRow>(
    `SELECT g.*, t.expires_at_ms FROM access_token t JOIN oauth_grant g ON g.id = t.grant_id WHERE t.token_hash = ?`,
    hashToken(token),
  );
  if (!row || row.revoked) throw unauthorized('Invalid token: access token is invalid');
  if (row.expires_at_ms <= Date.now()) throw unauthorized('The access token is expired');
  return {
    grantId: row.id,
    userType: row.user_type,
    companyId: row.company_id,
    locationId: row.location_id,
    userId: row.user_id,
    scope: row.scope,
  };
}

/** A missing scope is a 401 in GHL, a wrong location a 403. */
export function authorize(operation: Operation, caller: Caller, locationId: string | undefined): void {
  if (!operation.tokens.includes(caller.userType))
    throw unauthorized('This authClass type is not allowed to access this scope.');
  if (!caller.scope.split(' ').includes(operation.scope))
    throw unauthorized('The token is not authorized for this scope.');
  if (locationId && caller.userType === 'Location' && caller.locationId !== locationId)
    throw forbidden('The token does not have access to this location.');
}

const published = ['v3', '2023-02-21', '2021-07-28', '2021-04-15', 'legacy'];

/**
 * Measured against the live API by others: reads answer under any published version, and a path that exists in v3 only is
 * not there under another. Writes are held to their own version here.
 */
export function checkVersion(operation: Operation, request: FastifyRequest): void {
  const version = request.headers['version'];
  if (typeof version !== 'string' || version === '') throw unauthorized('version header was not found.');
  if (operation.version === 'v3' && version !== 'v3' && published.includes(version))
    throw notFound(`Cannot ${request.method} ${request.url.split('?')[0] ?? '/'}`);
  const accepted = operation.method === 'GET' ? published : [operation.version];
  if (!accepted.includes(version)) throw unauthorized('version header is invalid.');
}

interface TokenRow {
  id: string;
  user_type: 'Company' | 'Location';
  company_id: string;
  location_id: string | null;
  user_id: string;
  scope: string;
  revoked: number;
  expires_at_ms: number;
}
