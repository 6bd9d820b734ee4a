import { newHexId, newId } from '../ids.ts';
import type { World } from '../world.ts';
import { hashToken, mintToken } from './tokens.ts';

/** One consent, or one location token minted from one. A row of `oauth_grant`. */
export interface Grant {
  id: string;
  client_id: string;
  user_type: 'Company' | 'Location';
  company_id: string;
  location_id: string | null;
  user_id: string;
  scope: string;
  is_bulk: 0 | 1;
  approved_locations: string;
  approve_all: 0 | 1;
  future_locations: 0 | 1;
  created_at_ms: number;
  revoked: 0 | 1;
}

export type NewGrant = Omit<Grant, 'id' | 'client_id' | 'created_at_ms' | 'revoked'>;

export type TokenPair = Record<string, unknown> & { access_token: string; refresh_token: string };

export function createGrant(world: World, grant: NewGrant): Grant {
  const row: Grant = {
    ...grant,
    id: newHexId(newId()),
    client_id: world.app.clientId,
    created_at_ms: Date.now(),
    revoked: 0,
  };
  world.store.run(
    `INSERT INTO oauth_grant (id, client_id, user_type, company_id, location_id, user_id, scope, is_bulk,
       approved_locations, approve_all, future_locations, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.client_id,
    row.user_type,
    row.company_id,
    row.location_id,
    row.user_id,
    row.scope,
    row.is_bulk,
    row.approved_locations,
    row.approve_all,
    row.future_locations,
    row.created_at_ms,
  );
  return row;
}

export const findGrant = (world: World, id: string): Grant | undefined =>
  world.store.get<Grant>('SELECT * FROM oauth_grant WHERE id = ?', id);

/** Mints and stores an access and a refresh token; the answer mixes snake and camel case as GHL's does. */
export function issuePair(world: World, grant: Grant): TokenPair {
  const { accessTokenSeconds: expiresInSeconds, refreshTokenSeconds } = world.knobs;
  const access = mintToken(world, grant, expiresInSeconds);
  const refresh = mintToken(world, grant, refreshTokenSeconds);
  const nowMs = Date.now();
  world.store.run(
    'INSERT INTO access_token (token_hash, grant_id, expires_at_ms) VALUES (?, ?, ?)',
    hashToken(access.text),
    grant.id,
    nowMs + expiresInSeconds * 1000,
  );
  world.store.run(
    'INSERT INTO refresh_token (token_hash, grant_id, expires_at_ms) VALUES (?, ?, ?)',
    hashToken(refresh.text),
    grant.id,
    nowMs + refreshTokenSeconds * 1000,
  );
  return {
    access_token: access.text,
    token_type: 'Bearer',
    expires_in: expiresInSeconds,
    refresh_token: refresh.text,
    scope: grant.scope,
    refreshTokenId: refresh.id,
    userType: grant.user_type,
    companyId: grant.company_id,
    ...(grant.location_id === null
      ? {
          approvedLocations: JSON.parse(grant.approved_locations) as string[],
          approveAllLocations: grant.approve_all === 1,
          installToFutureLocations: grant.future_locations === 1,
        }
      : { locationId: grant.location_id }),
    userId: grant.user_id,
    isBulkInstallation: grant.is_bulk === 1,
  };
}
