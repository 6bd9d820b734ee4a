import { type ApiContext, appRouter, deprecations } from '@groundwork/api';
import type { Drain } from '@groundwork/integrations/http-server';
import { AppError } from '@groundwork/shared';
import { fastifyRequestHandler, fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics.ts';
import { announceDeprecations } from './announce-deprecations.ts';
import type { Cookies } from './cookies.ts';
import { answerAcrossOrigins } from './cross-origin.ts';
import { feedRoute } from './feed-route.ts';
import { readBearer } from './read-bearer.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

const maxBatchSize = 50;

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
  const trpcOptions = {
    router: appRouter,
    // One request counts once against the rate limit, whatever it carries.
    maxBatchSize,
    createContext: ({ req }: { req: FastifyRequest }) => contextOf(req),
  };
  feedRoute(app, {
    contextOf,
    answerByTrpc: (req, res) => fastifyRequestHandler({ ...trpcOptions, req, res, path: 'feed' }),
    onStream(response) {
      parts.endless(response);
      parts.metrics.streams.inc();
      response.once('close', () => parts.metrics.streams.dec());
    },
  });
  app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions,
  } satisfies FastifyTRPCPluginOptions<typeof appRouter>);
}
