import { AppError } from '@groundwork/shared';
import type { FastifyRequest } from 'fastify';

const printable = /^[\x20-\x7e]{8,200}$/;

/** What the caller names this call by, so that it may be sent twice. It names one call, never a batch. */
export function readIdempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !printable.test(key))
    throw new AppError('BAD_REQUEST', 'An idempotency-key is 8 to 200 printable characters. Send another one.');
  const { path = '' } = request.params as { path?: string };
  if (path.includes(','))
    throw new AppError('BAD_REQUEST', 'An idempotency-key names one call. Send each call of this batch alone.');
  return key;
}
