import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { drainConnections } from '@groundwork/integrations/http-server';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { askDue } from './background/ask-due.ts';
import { purge } from './background/purge.ts';
import { reconcileDue } from './background/reconcile-due.ts';
import { createRefreshDue } from './background/refresh-due.ts';
import { startLoop } from './background/loop.ts';
import type { Loop } from './background/loop.ts';
import { bridgeRoutes } from './bridge/routes.ts';
import type { OAuthContext } from './context.ts';
import { createKeyRing } from './crypto/key-ring.ts';
import type { Database } from './db/connect.ts';
import type { Env } from './env.ts';
import { registerHealth } from './http/health.ts';
import { createMetrics } from './http/metrics.ts';
import { logRequests, requestIdOf } from './http/request-log.ts';
import { pageStyleSource, pages } from './install/pages.ts';
import { registerInstallRoutes, show } from './install/routes.ts';
import { isSecure } from './install/settings.ts';
import { createGhlCaller } from './providers/ghl-call.ts';
import { createGhlProvider } from './providers/ghl.ts';
import { createKeyRotation } from './rotation/key-rotation.ts';
import { defaultTimings } from './timings.ts';
import type { Timings } from './timings.ts';
import { createAgencyPace } from './tokens/agency-pace.ts';
import { createSharedRuns } from './tokens/shared-runs.ts';
import { processNextDelivery } from './webhooks/process-deliveries.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export interface OAuthAppDeps {
  env: Omit<Env, 'OAUTH_PORT' | 'HOST' | 'LOG_LEVEL' | 'NODE_ENV'>;
  /** Migrated. It stays open when the app closes. */
  db: Database;
  log: Logger;
  timings?: Partial<Timings>;
}

/** The whole service, not yet listening. Its loops run from `ready` to `close`; closing lets what is in flight end. */
export async function buildOAuthApp({ env, db, log, timings }: OAuthAppDeps): Promise<FastifyInstance> {
  const settings = { publicUrl: env.OAUTH_PUBLIC_URL, returnUrls: env.API_RETURN_URLS };
  const metrics = createMetrics(db);
  const allTimings = { ...defaultTimings, ...timings };
  const stop = new AbortController();
  const stopping = stop.signal;
  const caller = createGhlCaller({
    apiUrl: env.GHL_API_URL,
    timeoutMs: allTimings.tokenCallTimeoutMs,
    metrics: metrics.ghlCalls,
    stopping,
  });
  const ghl = createGhlProvider(
    {
      clientId: env.GHL_CLIENT_ID,
      clientSecret: env.GHL_CLIENT_SECRET,
      marketplaceUrl: env.GHL_MARKETPLACE_URL,
      redirectUri: `${env.OAUTH_PUBLIC_URL}/oauth/callback`,
    },
    caller,
  );
  const wake = { deliveries: () => {}, reconciles: () => {}, refreshes: () => {} };
  const keyRing = createKeyRing(env.TOKEN_ENCRYPTION_KEYS);
  const runs = createSharedRuns();
  const pace = createAgencyPace(stopping);
  const ctx: OAuthContext = { db, ghl, keyRing, log, metrics, timings: allTimings, runs, pace, stopping, wake };

  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    // A HEAD would run the whole GET: a link checker must not spend a state.
    exposeHeadRoutes: false,
    trustProxy: isSecure(settings) ? ['loopback', 'linklocal', 'uniquelocal'] : false,
    bodyLimit: 64 * 1024,
  });
  const drain = drainConnections(app.server, allTimings.drainMs);
  app.addHook('onSend', async (_request, reply) => {
    if (drain.isClosing) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    stop.abort();
    drain.begin();
  });
  app.addHook('onClose', async () => drain.end());
  logRequests(app);
  answerFailures(app);

  await app.register(bridgeRoutes, {
    ctx,
    keys: env.BRIDGE_KEYS,
    agencies: env.BRIDGE_AGENCIES,
    databaseUrl: env.OAUTH_DATABASE_URL,
  });
  // Apart from the bridge: a backend needs no cookie and no header for browsers, and asks often.
  await app.register(async (site) => {
    await site.register(helmet, helmetOptions(isSecure(settings)));
    await site.register(cookie);
    await site.register(rateLimit, { global: false });
    site.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing here.' }));
    registerHealth(site, ctx);
    registerInstallRoutes(site, ctx, settings);
    await site.register(webhookRoutes, { ctx, publicKeys: env.GHL_WEBHOOK_PUBLIC_KEYS });
  });
  // Closed last: Fastify runs these hooks in reverse.
  app.addHook('onClose', () => caller.close());
  runLoops(app, ctx);
  return app;
}

function runLoops(app: FastifyInstance, ctx: OAuthContext): void {
  const rotation = createKeyRotation(ctx);
  let loops: Loop[] = [];
  let stopped: Promise<unknown> | undefined;
  app.addHook('onReady', async () => {
    const every = (name: string, everyMs: number, run: (ctx: OAuthContext) => Promise<boolean>) =>
      startLoop({ name, everyMs, log: ctx.log, run: () => run(ctx) });
    const { pollMs } = ctx.timings;
    const deliveries = every('deliveries', pollMs, processNextDelivery);
    const reconciles = every('reconciles', pollMs, reconcileDue);
    const refreshes = every('refreshes', pollMs, createRefreshDue(ctx));
    Object.assign(ctx.wake, { deliveries: deliveries.wake, reconciles: reconciles.wake, refreshes: refreshes.wake });
    const rotations = every('key rotation', ctx.timings.keyCheckMs, () => rotation.run());
    const asks = every('asks', ctx.timings.askEveryMs, askDue);
    loops = [deliveries, reconciles, refreshes, asks, rotations, every('purge', 3_600_000, purge)];
  });
  // Told before the connections are drained, waited for after: `onClose` comes when the last request has ended.
  app.addHook('preClose', async () => {
    stopped = Promise.all(loops.map((loop) => loop.stop()));
  });
  app.addHook('onClose', async () => {
    await stopped;
    await ctx.runs.settled();
    await rotation.close();
  });
}

/** Before the routes: Fastify binds a route to the handler that stands when it is registered. */
function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 500) request.log.error({ err: error }, 'a request failed');
    if (request.method === 'GET')
      return show(reply, status === 429 ? pages.tooMany : status < 500 ? pages.badLink : pages.failed);
    return reply
      .code(status)
      .send({ error: status < 500 ? 'The request was refused.' : 'The request failed. Try again.' });
  });
}

/** Pages of one style and no script. HSTS only where there is https to insist on. */
const helmetOptions = (secure: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: [pageStyleSource],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  hsts: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  referrerPolicy: { policy: 'no-referrer' as const },
});
