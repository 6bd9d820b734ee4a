import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BridgeErrorCode } from '@groundwork/shared/bridge';
import { UnsealError } from '../crypto/key-ring.ts';
import { BridgeFailure, bridgeErrorTraits } from './bridge-failure.ts';

/** Every failure of the bridge in the shape of the contract; what nobody foresaw is logged and hidden. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof BridgeFailure) {
    request.log.warn({ errorCode: error.code, reason: error.message }, 'bridge call refused');
    return send(reply, request, error);
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status < 500)
    return send(reply, request, { code: 'BAD_REQUEST', message: 'The request is malformed or too large.' });
  request.log.error({ err: error }, 'a bridge call failed');
  // No later try opens them, so nobody should wait for one; and one agency's tokens are no outage of the service.
  if (error instanceof UnsealError)
    return send(reply, request, {
      code: 'RECONNECT_NEEDED',
      message:
        'The stored tokens cannot be opened: they were changed, or their key is missing from TOKEN_ENCRYPTION_KEYS. Put the key back, or connect the agency again.',
    });
  return send(reply, request, {
    code: 'INTERNAL',
    message: 'The OAuth service failed on this call. Its log has the cause under this request id. Try again shortly.',
  });
}

function send(
  reply: FastifyReply,
  request: FastifyRequest,
  { code, message, retryAfterMs }: { code: BridgeErrorCode; message: string; retryAfterMs?: number | undefined },
): FastifyReply {
  const { status, retryable } = bridgeErrorTraits[code];
  return reply.code(status).send({ error: { code, message, retryable, retryAfterMs, requestId: request.id } });
}
