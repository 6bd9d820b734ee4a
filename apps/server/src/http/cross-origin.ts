import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBearer } from './read-bearer.ts';

/**
 * Lets a page of any site call with a key. Only that: `*` forbids browsers to send cookies along, what carries no key stays unreadable
 * there, and a page that holds no key gains nothing.
 */
export async function answerAcrossOrigins(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.method === 'OPTIONS') {
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'authorization, content-type, idempotency-key, last-event-id, trpc-accept, cache-control',
      // Chromium keeps it no longer than two hours.
      'access-control-max-age': '7200',
    });
    await reply.code(204).send();
    return;
  }
  if (readBearer(request) === null) return;
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'deprecation, retry-after, sunset, warning, x-request-id',
  });
}
