import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bridgeRoutes as contract } from '@groundwork/shared/bridge';
import type { BridgeErrorCode, BridgeResponse, BridgeRoute } from '@groundwork/shared/bridge';
import type { z } from 'zod';
import type { OAuthContext } from '../context.ts';
import { reconcileLocations } from '../grants/reconcile-locations.ts';
import { viewInstallation } from '../grants/view-installation.ts';
import { acceptRawBodies } from '../http/raw-bodies.ts';
import { redeemTicket } from '../install/tickets.ts';
import { readAccessToken } from '../tokens/read-access-token.ts';
import { auditRead } from './audit-read.ts';
import { BridgeFailure, bridgeErrorTraits } from './bridge-failure.ts';
import { verifyBridgeCall } from './verify-call.ts';
import type { BridgeKeys } from './verify-call.ts';

interface Caller {
  backendId: string;
  requestId: string;
}

type Handler<R extends BridgeRoute> = (
  body: z.output<(typeof contract)[R]['request']>,
  caller: Caller,
) => Promise<BridgeResponse<R>>;

/** The contract of `@groundwork/shared/bridge`, route by route. A backend sees any company's grant, and only its own tickets. */
export async function bridgeRoutes(
  app: FastifyInstance,
  { ctx, keys }: { ctx: OAuthContext; keys: BridgeKeys },
): Promise<void> {
  acceptRawBodies(app);

  serve('accessToken', (body, caller) => auditRead(ctx, { ...caller, ...body }, () => readAccessToken(ctx, body)));
  serve('redeemTicket', (body, { backendId }) => redeemTicket(ctx, backendId, body));
  serve('installation', ({ companyId }) => viewInstallation(ctx, companyId));
  serve('reconcile', async ({ companyId }) => {
    await reconcileLocations(ctx, companyId, Date.now() + ctx.timings.readDeadlineMs);
    return viewInstallation(ctx, companyId);
  });

  function serve<R extends BridgeRoute>(route: R, handle: Handler<R>): void {
    const { path, request: schema } = contract[route];
    app.post(path, { bodyLimit: 16 * 1024, config: { rateLimit: false } }, async (request, reply) => {
      const ended = ctx.metrics.bridge.startTimer({ route });
      try {
        const backendId = verifyBridgeCall(request, keys);
        const body = schema.safeParse(parseJson(request.body)) as z.ZodSafeParseResult<Parameters<Handler<R>>[0]>;
        if (!body.success)
          throw new BridgeFailure('BAD_REQUEST', 'The request does not follow the contract of this route.');
        const answer = await handle(body.data, { backendId, requestId: request.id });
        ended({ code: 'OK' });
        return reply.header('cache-control', 'no-store').send(answer);
      } catch (error) {
        ended({ code: error instanceof BridgeFailure ? error.code : 'INTERNAL' });
        throw error;
      }
    });
  }

  app.setErrorHandler((error, request, reply) => sendFailure(error, request, reply));
}

export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof BridgeFailure) {
    request.log.info({ errorCode: error.code, reason: error.message }, 'bridge call refused');
    return send(reply, request, { code: error.code, message: error.message });
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status < 500)
    return send(reply, request, { code: 'BAD_REQUEST', message: 'The request is malformed or too large.' });
  request.log.error({ err: error }, 'a bridge call failed');
  return send(reply, request, {
    code: 'INTERNAL',
    message: 'The OAuth service failed on this call. Its log has the cause under this request id. Try again shortly.',
  });
}

function send(
  reply: FastifyReply,
  request: FastifyRequest,
  { code, message }: { code: BridgeErrorCode; message: string },
): FastifyReply {
  const { status, retryable } = bridgeErrorTraits[code];
  return reply.code(status).send({ error: { code, message, retryable, requestId: request.id } });
}

function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '') as unknown;
  } catch {
    return undefined;
  }
}
