import { type ApiContext, deprecations } from '@groundwork/api';
import type { Drain } from '@groundwork/integrations/http-server';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics.ts';
import { announceDeprecations } from './announce-deprecations.ts';
import { answerTrpc } from './answer-trpc.ts';
import type { Cookies } from './cookies.ts';
import { answerAcrossOrigins } from './cross-origin.ts';
import { feedRoute } from './feed-route.ts';
import { readBearer } from './read-bearer.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

export function trpcRoutes(
  app: FastifyInstance,
  parts: { core: ApiContext['core']; cookies: Cookies; metrics: Metrics; endless: Drain['endless'] },
): void {
  app.addHook('onRequest', answerAcrossOrigins);
  app.addHook('onRequest', announceDeprecations(deprecations));
  app.addHook('onRequest', async (request, reply) => {
    const { path = '' } = request.params as { path?: string };
    // tRPC decodes the path a second time, and fails where that is impossible.
    if (path.includes('%')) throw new AppError('NOT_FOUND', 'There is nothing at this address.');
    readIdempotencyKey(request);
    if (request.method !== 'POST') return;
    // An answer in pieces: compression, here or at a proxy, would hold them back until the last.
    if (request.headers['trpc-accept'] === 'application/jsonl') {
      request.headers['x-no-compression'] = 'true';
      reply.header('x-accel-buffering', 'no');
    }
    // tRPC would read a multipart body of any length.
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      throw new AppError('BAD_REQUEST', 'Calls carry JSON. Send them with content-type: application/json.');
    // The session ends with the cookie as well as with the row.
    if (path.split(',').includes('session.signOut')) parts.cookies.clear(reply, 'gw_session');
  });
  const contextOf = (request: FastifyRequest): ApiContext => ({
    core: parts.core,
    session: parts.cookies.read(request, 'gw_session'),
    apiKey: readBearer(request),
    idempotencyKey: readIdempotencyKey(request),
    requestId: request.id,
  });
  const answer = (request: FastifyRequest, reply: FastifyReply, path: string): Promise<void> =>
    answerTrpc(request, reply, { path, ctx: () => contextOf(request) });
  feedRoute(app, {
    contextOf,
    answerByTrpc: (request, reply) => answer(request, reply, 'feed'),
    onStream(response) {
      parts.endless(response);
      parts.metrics.streams.inc();
      response.once('close', () => parts.metrics.streams.dec());
    },
  });
  // tRPC reads its JSON itself, or says in its own words that it cannot.
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.all<{ Params: { path: string } }>('/trpc/:path', (request, reply) => answer(request, reply, request.params.path));
}
