import { AppError, type ErrorCode, type ErrorView, errorView } from '@groundwork/shared';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  BLUEPRINT_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  OAUTH_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** A refused body up to this size is read to its end and thrown away. */
const readableBytes = 64 * 1024 * 1024;

/** The one error format of routes outside tRPC. Under /trpc the same view travels in tRPC's own envelope. */
export function answerError(
  error: FastifyError | AppError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const view = viewOf(error, request);
  // Fastify closes the connection after such a body; a browser that is still sending then never reads why it was refused.
  if (Number(request.headers['content-length']) <= readableBytes) reply.removeHeader('connection');
  const status = statuses[view.code] ?? 400;
  const app = { ...view, requestId: request.id };
  const isTrpc = request.url.startsWith('/trpc/');
  const body = isTrpc
    ? { error: { message: view.message, code: -32600, data: { code: view.code, httpStatus: status, app } } }
    : { error: app };
  return reply.code(status).send(body);
}

function viewOf(error: FastifyError | AppError, request: FastifyRequest): ErrorView {
  if (error instanceof AppError) return errorView(error);
  if (error.statusCode === 429)
    return { code: 'RATE_LIMITED', message: 'Too many requests. Wait a minute and try again.', retryable: true };
  if (error.statusCode === 413)
    return {
      code: 'BLUEPRINT_TOO_LARGE',
      message: 'The request is too large. A blueprint has at most 1 MiB.',
      retryable: false,
    };
  if (error.statusCode && error.statusCode < 500)
    return {
      code: 'BAD_REQUEST',
      message: 'The request is not well formed. Correct it and send it again.',
      retryable: false,
    };
  request.log.error({ err: error }, 'a route failed');
  return {
    code: 'INTERNAL',
    message: `Something went wrong on our side. Try again; if it stays, report request ${request.id}.`,
    retryable: true,
  };
}
