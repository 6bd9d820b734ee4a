import { createHash, createHmac, randomUUID } from 'node:crypto';
import { newHexId } from '../ids.ts';
import { appIdOf, type World } from '../world.ts';
import type { Grant } from './grants.ts';

export interface MintedToken {
  id: string;
  text: string;
}

/** A JWT as GHL's look. Whether it is valid stands in the store, not in its signature. */
export function mintToken(world: World, grant: Grant, lifeSeconds: number): MintedToken {
  const issuedAtSeconds = Math.floor(Date.now() / 1000);
  const id = newHexId(randomUUID());
  const authClassId = grant.location_id ?? grant.company_id;
  const payload = encode({
    authClass: grant.user_type,
    authClassId,
    source: 'INTEGRATION',
    sourceId: world.app.clientId,
    channel: 'OAUTH',
    primaryAuthClassId: authClassId,
    oauthMeta: { scopes: grant.scope.split(' '), client: appIdOf(world.app), versionId: appIdOf(world.app) },
    iat: issuedAtSeconds,
    exp: issuedAtSeconds + lifeSeconds,
    jti: id,
  });
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${payload}`;
  const signature = createHmac('sha256', world.app.clientSecret).update(signed).digest('base64url');
  return { id, text: `${signed}.${signature}` };
}

export const hashToken = (text: string): string => createHash('sha256').update(text).digest('base64url');

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
