import { type ApiContext, appRouter } from '@groundwork/api';
import type { Drain } from '@groundwork/integrations/http-server';
import { AppError } from '@groundwork/shared';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics.ts';
import type { Cookies } from './cookies.ts';
import { answerAcrossOrigins } from './cross-origin.ts';
import { readBearer } from './read-bearer.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

const maxBatchSize = 50;

/** tRPC sends no `retry:` field, and browsers then wait three seconds before they come back. */
const retryField = new TextEncoder().encode('retry: 500\n\n');

export function trpcRoutes(
  app: FastifyInstance,
  parts: { core: ApiContext['core']; cookies: Cookies; metrics: Metrics; endless: Drain['endless'] },
): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    const isStream =
      payload instanceof Response && payload.headers.get('content-type')?.startsWith('text/event-stream');
    if (!isStream || !payload.body) return payload;
    parts.endless(reply.raw);
    parts.metrics.streams.inc();
    reply.raw.once('close', () => parts.metrics.streams.dec());
    return new Response(withRetryField(payload.body), payload);
  });
  app.addHook('onRequest', answerAcrossOrigins);
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
  app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      // One request counts once against the rate limit, whatever it carries.
      maxBatchSize,
      createContext: ({ req }) => ({
        core: parts.core,
        session: parts.cookies.read(req, 'gw_session'),
        apiKey: readBearer(req),
        idempotencyKey: readIdempotencyKey(req),
        requestId: req.id,
      }),
    },
  } satisfies FastifyTRPCPluginOptions<typeof appRouter>);
}

const withRetryField = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> =>
  body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => controller.enqueue(retryField),
    }),
  );
