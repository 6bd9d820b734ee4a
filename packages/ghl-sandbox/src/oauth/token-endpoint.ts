import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { GhlError, unauthorized, unprocessable } from '../gate/ghl-error.ts';
import type { Answer } from '../gate/operation.ts';
import { perform } from '../gate/perform.ts';
import { refusePaused } from '../gate/refuse-paused.ts';
import type { World } from '../world.ts';
import { findGrant, issuePair, type TokenPair } from './grants.ts';
import { hashToken } from './tokens.ts';

/** POST /oauth/token: a form, with the client's id and secret in it (HTTP Basic is not looked at), no Version header. */
export function registerTokenEndpoint(app: FastifyInstance, world: World): void {
  app.post('/oauth/token', (request, reply) =>
    perform(request, reply, world, () => {
      world.traffic.record('POST /oauth/token');
      return exchange(world, request.body);
    }),
  );
}

const client = {
  client_id: z.string(),
  client_secret: z.string(),
  user_type: z.enum(['Company', 'Location']).optional(),
};

const bodySchema = z.discriminatedUnion('grant_type', [
  z.object({
    ...client,
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    redirect_uri: z.string().optional(),
  }),
  z.object({
    ...client,
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string(),
    redirect_uri: z.string().optional(),
  }),
]);

function exchange(world: World, raw: unknown): Answer {
  const parsed = bodySchema.safeParse(raw ?? {});
  if (!parsed.success)
    throw unprocessable(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} should not be empty: ${message}`),
    );
  const body = parsed.data;
  if (body.client_id !== world.app.clientId || body.client_secret !== world.app.clientSecret)
    throw new GhlError(401, {
      error: 'invalid_client',
      error_description: 'Invalid client: client credentials are invalid',
    });
  const pair =
    body.grant_type === 'authorization_code'
      ? redeemCode(world, body.code, body.redirect_uri)
      : refresh(world, body.refresh_token);
  return { status: 200, body: pair };
}

function redeemCode(world: World, code: string, redirectUri: string | undefined): TokenPair {
  const row = world.store.get<CodeRow>('SELECT * FROM code WHERE code = ?', code);
  const grant = row && findGrant(world, row.grant_id);
  const sameRedirect = redirectUri === undefined || redirectUri === row?.redirect_uri;
  if (!row || !grant || grant.revoked || row.used || row.expires_at_ms <= Date.now() || !sameRedirect)
    throw new GhlError(400, {
      error: 'invalid_grant',
      error_description: 'Invalid grant: authorization code is invalid',
    });
  world.store.run('UPDATE code SET used = 1 WHERE code = ?', code);
  world.courier.release(code);
  return issuePair(world, grant);
}

/** Single use. GHL docs: for 30 seconds the same old token gives the same new pair again. */
function refresh(world: World, token: string): TokenPair {
  const hash = hashToken(token);
  const nowMs = Date.now();
  const row = world.store.get<RefreshRow>('SELECT * FROM refresh_token WHERE token_hash = ?', hash);
  const grant = row && findGrant(world, row.grant_id);
  if (!row || !grant || grant.revoked) throw refreshFailure(world, 'is invalid');
  if (row.expires_at_ms <= nowMs) throw refreshFailure(world, 'has expired');
  if (row.used_at_ms !== null && row.answer !== null) {
    if (nowMs - row.used_at_ms < world.knobs.refreshGraceSeconds * 1000) return JSON.parse(row.answer) as TokenPair;
    throw refreshFailure(world, 'has already been used');
  }
  refusePaused(world, grant.location_id);
  const pair = issuePair(world, grant);
  world.store.run(
    'UPDATE refresh_token SET used_at_ms = ?, answer = ? WHERE token_hash = ?',
    nowMs,
    JSON.stringify(pair),
    hash,
  );
  return pair;
}

function refreshFailure(world: World, fault: string): GhlError {
  switch (world.knobs.refreshFailureStyle) {
    case 'invalid_grant':
      return new GhlError(400, { error: 'invalid_grant', error_description: `Invalid grant: refresh token ${fault}` });
    case 'unauthorized':
      return unauthorized('Invalid refresh token');
    case 'free_text':
      return new GhlError(400, {
        statusCode: 400,
        message: `This refresh token ${fault}, please install the app again.`,
      });
  }
}

interface CodeRow {
  grant_id: string;
  redirect_uri: string;
  expires_at_ms: number;
  used: number;
}

interface RefreshRow {
  grant_id: string;
  expires_at_ms: number;
  used_at_ms: number | null;
  answer: string | null;
}
