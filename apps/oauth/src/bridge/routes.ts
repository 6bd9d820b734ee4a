import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bridgeEventsPath, bridgeEventsRequest, bridgeRoutes as contract } from '@groundwork/shared/bridge';
import type { BridgeErrorCode, BridgeResponse, BridgeRoute } from '@groundwork/shared/bridge';
import type { z } from 'zod';
import { startLoop } from '../background/loop.ts';
import { listRefreshes } from '../connections/list-refreshes.ts';
import { createConnectionTests } from '../connections/test-connection.ts';
import { viewConnections } from '../connections/view-connections.ts';
import type { OAuthContext } from '../context.ts';
import { reconcileInTime } from '../grants/reconcile-locations.ts';
import { viewInstallation } from '../grants/view-installation.ts';
import { acceptRawBodies } from '../http/raw-bodies.ts';
import { redeemTicket } from '../install/tickets.ts';
import { createAuditReads } from './audit-reads.ts';
import { BridgeFailure, repeatedCall } from './bridge-failure.ts';
import { createClaims } from './claims.ts';
import type { SignedCall } from './claims.ts';
import { purgeBridgeRows } from './event-rows.ts';
import { eventStream } from './event-stream.ts';
import { followFeed } from './follow-feed.ts';
import { startListener } from './listen.ts';
import { assertWithinReach, isWithinReach } from './reach.ts';
import type { AgencyLimits } from './reach.ts';
import { readToken } from './read-token.ts';
import { sendFailure } from './send-failure.ts';
import { createTokenMemory } from './token-memory.ts';
import { verifyBridgeCall } from './verify-call.ts';
import type { BridgeKeys } from './verify-call.ts';

export interface BridgeRoutesOptions {
  ctx: OAuthContext;
  keys: BridgeKeys;
  agencies: AgencyLimits;
  /** For two connections of its own: one listens, one claims calls. */
  databaseUrl: string;
}

interface Caller {
  backendId: string;
  requestId: string;
}

type Body<R extends BridgeRoute> = z.output<(typeof contract)[R]['request']>;
type Handler<R extends BridgeRoute> = (body: Body<R>, caller: Caller) => Promise<BridgeResponse<R>>;

const routeOptions = { bodyLimit: 16 * 1024 };
/** Each read of a token is on record with its request id and outcome; a line beside it cost more than the rest of our own work. */
const unlogged = { ...routeOptions, logLevel: 'warn' as const };

/** The contract of `@groundwork/shared/bridge`, route by route. A backend sees the agencies within its reach, and only its own tickets. */
export async function bridgeRoutes(app: FastifyInstance, options: BridgeRoutesOptions): Promise<void> {
  const { ctx, keys, agencies } = options;
  const auditRead = createAuditReads(ctx.db);
  const { claims, listener, memory } = openFeedAndClaims(app, options);
  const testConnection = createConnectionTests(ctx);
  const reach = ({ backendId }: Caller, companyId: string) => assertWithinReach(agencies, backendId, companyId);
  acceptRawBodies(app);
  app.setErrorHandler(sendFailure);

  const tokenReads = { ctx, agencies, claims, auditRead, memory, listener };
  answer('accessToken', (body, call, requestId) => readToken(tokenReads, call, { ...body, requestId }));
  serve('redeemTicket', async (body, caller) => {
    const who = await redeemTicket(ctx, caller.backendId, body);
    reach(caller, who.companyId);
    return who;
  });
  serve('installation', async ({ companyId }, caller) => {
    reach(caller, companyId);
    return viewInstallation(ctx, companyId);
  });
  serve('reconcile', async ({ companyId }, caller) => {
    reach(caller, companyId);
    await reconcileInTime(ctx, companyId);
    return viewInstallation(ctx, companyId);
  });
  serve('connections', async ({ companyId }, caller) => {
    reach(caller, companyId);
    return viewConnections(ctx, companyId);
  });
  serve('refreshes', async (body, caller) => {
    reach(caller, body.companyId);
    return listRefreshes(ctx, body);
  });
  serve('testConnection', async (body, caller) => {
    reach(caller, body.companyId);
    return testConnection({ ...body, ...caller }, (read) => auditRead({ ...caller, ...body }, read));
  });
  serveEvents();

  function serve<R extends BridgeRoute>(route: R, handle: Handler<R>): void {
    answer(route, async (body, call, requestId) => {
      await claim(call);
      return handle(body, { backendId: call.backendId, requestId });
    });
  }

  /** `handle` claims the call before anything comes of it. */
  function answer<R extends BridgeRoute>(
    route: R,
    handle: (body: Body<R>, call: SignedCall, requestId: string) => Promise<BridgeResponse<R>>,
  ): void {
    app.post(contract[route].path, route === 'accessToken' ? unlogged : routeOptions, async (request, reply) => {
      const response = await timed(route, async () => {
        const { call, body } = admit(request, contract[route].request);
        return handle(body as Body<R>, call, request.id);
      });
      return reply.header('cache-control', 'no-store').send(response);
    });
  }

  function serveEvents(): void {
    app.post(bridgeEventsPath, routeOptions, async (request, reply) => {
      const { call, body } = await timed('events', async () => {
        const admitted = admit(request, bridgeEventsRequest);
        await claim(admitted.call);
        return admitted;
      });
      const { backendId } = call;
      const signal = AbortSignal.any([ctx.stopping, whenGone(reply)]);
      const sees = (companyId: string) => isWithinReach(agencies, backendId, companyId);
      ctx.metrics.streams.inc();
      reply.raw.once('close', () => ctx.metrics.streams.dec());
      const lines = eventStream(ctx, listener, { after: body.after, sees, signal });
      return reply
        .header('cache-control', 'no-store')
        .type('application/x-ndjson')
        .send(Readable.from(encoded(lines), { objectMode: false }));
    });
  }

  async function claim(call: SignedCall): Promise<void> {
    if (!(await claims.claim(call))) throw repeatedCall();
  }

  /** Who calls and what for: signed, now, and in the shape of the contract. Whether never before, its claim says. */
  function admit<S extends z.ZodType>(request: FastifyRequest, schema: S): { call: SignedCall; body: z.output<S> } {
    const call = verifyBridgeCall(request, keys);
    const body = schema.safeParse(parseJson(request.body));
    if (!body.success)
      throw new BridgeFailure('BAD_REQUEST', 'The request does not follow the contract of this route.');
    return { call, body: body.data };
  }

  async function timed<T>(route: string, work: () => Promise<T>): Promise<T> {
    const ended = ctx.metrics.bridge.startTimer({ route });
    let code: BridgeErrorCode | 'OK' = 'INTERNAL';
    try {
      const result = await work();
      code = 'OK';
      return result;
    } catch (error) {
      if (error instanceof BridgeFailure) code = error.code;
      throw error;
    } finally {
      ended({ code });
    }
  }
}

/** What the replica hears of the others, and its claims; open until the last request has been answered. */
function openFeedAndClaims(app: FastifyInstance, { ctx, databaseUrl }: BridgeRoutesOptions) {
  const closing = new AbortController();
  const listener = startListener({ databaseUrl, log: ctx.log });
  const memory = createTokenMemory();
  const following = followFeed(ctx, listener, { memory, signal: closing.signal });
  const claims = createClaims(databaseUrl, (error) => ctx.log.warn({ err: error }, 'a database connection was lost'));
  const purge = startLoop({
    name: 'bridge rows',
    everyMs: 300_000,
    log: ctx.log,
    run: () => purgeBridgeRows(ctx.db).then(() => false),
  });
  app.addHook('onClose', async () => {
    closing.abort();
    await Promise.all([following, listener.stop(), claims.close(), purge.stop()]);
  });
  return { claims, listener, memory };
}

async function* encoded(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '') as unknown;
  } catch {
    return undefined;
  }
}
