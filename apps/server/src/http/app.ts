import { fastifyCompress } from '@fastify/compress';
import { fastifyCookie } from '@fastify/cookie';
import { fastifyRateLimit } from '@fastify/rate-limit';
import type { EventBus } from '@groundwork/core';
import { drainConnections } from '@groundwork/integrations/http-server';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Parts } from '../context.ts';
import type { Env } from '../env.ts';
import { answerError } from './answer-error.ts';
import { answerWhole } from './answer-whole.ts';
import { authRoutes } from './auth-routes.ts';
import { checkOrigin, ownAddress } from './check-origin.ts';
import { createCookies } from './cookies.ts';
import { deviceRoutes } from './device-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { createKnownCallers } from './known-callers.ts';
import { readBearer } from './read-bearer.ts';
import { schemaRoutes } from './schema-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { spa } from './spa.ts';
import { trpcRoutes } from './trpc-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** tRPC's body: a blueprint of 1 MiB, escaped as JSON. */
const bodyLimitBytes = 4 * 1024 * 1024;
/** Shorter than a supervisor's patience: what is not answered by then is cut. */
const drainMs = 8_000;
const longestUserAgent = 200;
const probes = /^\/(health\/|metrics$)/;

export async function buildApp(env: Env, parts: Parts & { bus: EventBus; log: Logger }): Promise<FastifyInstance> {
  const secure = env.PUBLIC_URL.protocol === 'https:';
  const cookies = createCookies(env.PUBLIC_URL);
  const own = ownAddress(env.PUBLIC_URL);
  const knownCallers = createKnownCallers(parts.core);
  const app = fastify({
    loggerInstance: parts.log as FastifyInstance['log'],
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: bodyLimitBytes,
    requestTimeout: 60_000,
    // Behind TLS there is a proxy, and it alone knows the client's address.
    trustProxy: secure ? (_address, hop) => hop < 1 : false,
    routerOptions: { maxParamLength: 5_000 },
  });
  const drain = drainConnections(app.server, drainMs);
  app.addHook('onSend', async (_request, reply) => {
    if (drain.isClosing) reply.header('connection', 'close');
  });
  app.addHook('onSend', answerWhole);
  app.addHook('preClose', async () => drain.begin());
  app.addHook('onClose', async () => drain.end());
  app.setErrorHandler(answerError);
  const security = securityHeaders(secure);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(security).header('x-request-id', request.id);
    if (!probes.test(request.url)) checkOrigin(request, own);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    // A live stream lasts as long as its page: that is not how long an answer took.
    if (!String(reply.getHeader('content-type')).startsWith('text/event-stream'))
      parts.metrics.http.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        // Whoever calls chooses it, and its length.
        userAgent: request.headers['user-agent']?.slice(0, longestUserAgent),
      },
      'request',
    );
  });

  await app.register(fastifyCookie);
  await app.register(fastifyCompress, { threshold: 1_400 });
  await app.register(fastifyRateLimit, {
    max: 1_200,
    timeWindow: '1 minute',
    // A page brings a dozen files the first time, and then all others: several tabs would use up what is meant for calls.
    allowList: ({ url }) => probes.test(url) || url.startsWith('/assets/'),
    // By session or key where there is one, so that an office behind one address does not share one allowance.
    keyGenerator: async (request) => {
      const credentials = { apiKey: readBearer(request), session: cookies.read(request, 'gw_session') };
      return (await knownCallers.allowanceOf(credentials)) ?? request.ip;
    },
  });

  healthRoutes(app, { ...parts, role: 'api' });
  schemaRoutes(app);
  await app.register(async (scope) =>
    webhookRoutes(scope, {
      core: parts.core,
      oauthUrls: env.OAUTH_URLS,
      publicKeys: env.GHL_WEBHOOK_PUBLIC_KEYS,
      metrics: parts.metrics,
    }),
  );
  await app.register(async (scope) => {
    scope.addHook(
      'onRequest',
      scope.rateLimit({ max: 30, timeWindow: '1 minute', keyGenerator: (request) => `auth:${request.ip}` }),
    );
    authRoutes(scope, {
      core: parts.core,
      cookies,
      oauthPublicUrl: env.OAUTH_PUBLIC_URL,
      backendId: env.BRIDGE_KEYS.id,
    });
    invitationRoutes(scope, { core: parts.core, cookies });
  });
  await app.register(async (scope) => {
    // Five tools behind one address that ask every five seconds.
    scope.addHook(
      'onRequest',
      scope.rateLimit({ max: 60, timeWindow: '1 minute', keyGenerator: (request) => `device:${request.ip}` }),
    );
    deviceRoutes(scope, { core: parts.core });
  });
  await app.register(async (scope) =>
    trpcRoutes(scope, {
      core: { ...parts.core, bus: parts.bus },
      cookies,
      metrics: parts.metrics,
      endless: (response) => drain.endless(response),
    }),
  );
  await spa(app, { hasSession: (request) => cookies.read(request, 'gw_session') !== null });
  return app;
}
