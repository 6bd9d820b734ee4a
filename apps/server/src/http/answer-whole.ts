import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * tRPC hands over even a finished answer as a stream, which would go out in pieces and be compressed however small it is. As a text
 * it goes out at once, with its length.
 */
export async function answerWhole(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (!(payload instanceof Response) || isStream(payload)) return payload;
  reply.code(payload.status).headers(Object.fromEntries(payload.headers));
  return payload.text();
}

const isStream = ({ body, headers }: Response): boolean =>
  body === null ||
  headers.has('transfer-encoding') ||
  headers.get('content-type')?.startsWith('text/event-stream') === true;
