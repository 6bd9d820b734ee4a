import { bridgeTimeoutMs } from '@groundwork/shared/bridge';
import type { BridgeCursor, BridgeRequest, BridgeResponse, BridgeRoute } from '@groundwork/shared/bridge';
import type { AccessToken, AccessTokens, TokenRef } from '../ghl/ports.ts';
import type { Service, ServiceHealth, ServiceMetrics } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { isReady } from './choose-replica.ts';
import { createNewsDesk } from './news.ts';
import type { BridgeNews } from './news.ts';
import { createPost, createReplicas } from './post.ts';
import type { Replica } from './post.ts';
import { createTokenCache } from './token-cache.ts';
import { watchEvents } from './watch-events.ts';

export interface BridgeOptions {
  /** Replicas of the OAuth service, as this process reaches them. */
  urls: readonly string[];
  backendId: string;
  /** Base64, as in `BRIDGE_KEYS`. */
  secret: string;
  metrics?: ServiceMetrics | undefined;
  /** For one attempt at one replica. */
  timeoutMs?: number;
  /** For all attempts of one call together. */
  deadlineMs?: number;
  /** Up to where news were heard before this start; null, or without it, they are heard from now on. */
  heardUpTo?: (() => Promise<BridgeCursor | null>) | undefined;
}

/** A reader that holds a token anyway does not wait long for its confirmation. */
const confirmWithinMs = 2_000;
/** Whoever looks at a page would rather read that nobody answers. */
const viewWithinMs = 8_000;

/** The OAuth service, over `shared/bridge`'s contract. Between `start` and `stop` it hears at once of tokens that have ended. Errors: NOT_INSTALLED, FORBIDDEN, RECONNECT_NEEDED, OAUTH_UNAVAILABLE, SIGN_IN_FAILED, GHL_UNAVAILABLE. */
export interface Bridge extends Service, AccessTokens {
  /** A ticket works once; after an error sign in again. It is never sent twice when the outcome is unknown. */
  redeemTicket(request: BridgeRequest<'redeemTicket'>): Promise<BridgeResponse<'redeemTicket'>>;
  /** What the OAuth service has stored of the company. */
  installation(companyId: string): Promise<BridgeResponse<'installation'>>;
  /** The same, after it has read the installed locations from GHL. */
  reconcile(companyId: string): Promise<BridgeResponse<'reconcile'>>;
  /** Grants and locations with all that is known of their health. An agency nobody ever connected has none. */
  connections(companyId: string): Promise<BridgeResponse<'connections'>>;
  /** What was asked of GHL's token endpoint, newest first. */
  refreshes(request: BridgeRequest<'refreshes'>): Promise<BridgeResponse<'refreshes'>>;
  /** One real call to GHL. It changes nothing, so it may be repeated. */
  testConnection(request: BridgeRequest<'testConnection'>): Promise<BridgeResponse<'testConnection'>>;
  /** Hears, between `start` and `stop`, of everything the stream says, and of gaps in it. Returns how to end it. */
  onNews(listener: (news: BridgeNews) => void): () => void;
}

export function createBridge(options: BridgeOptions): Bridge {
  const { urls, backendId, secret, metrics, timeoutMs = bridgeTimeoutMs, deadlineMs, heardUpTo } = options;
  const replicas = createReplicas({ urls, timeoutMs, metrics });
  const viewDeadlineMs = Math.min(viewWithinMs, deadlineMs ?? viewWithinMs);
  const key = { backendId, secret };
  const post = createPost(replicas, key);
  const cache = createTokenCache();
  const desk = createNewsDesk();
  const underWay = new Map<string, Promise<unknown>>();
  const stopping = new AbortController();
  let watching: Promise<void> | undefined;
  let heard = 0;

  /** Equal requests at one time share one call, unless news came in between. */
  const ask = <R extends BridgeRoute>(route: R, request: BridgeRequest<R>, limitMs = deadlineMs) => {
    const name = JSON.stringify([route, request, heard, limitMs]);
    const running = underWay.get(name);
    if (running) return running as Promise<BridgeResponse<R>>;
    const call = post(route, request, { safe: true, deadlineMs: limitMs }).finally(() => underWay.delete(name));
    underWay.set(name, call);
    return call;
  };

  const askToken = async (ref: TokenRef, refusedTokenHash?: string, limitMs?: number): Promise<AccessToken> => {
    const { companyId, locationId } = ref;
    const era = cache.era();
    const answer = await ask('accessToken', { companyId, locationId, refusedTokenHash }, limitMs);
    const token = { ...answer, expiresAt: new Date(answer.expiresAt) };
    cache.set(ref, token, era);
    return token;
  };

  /** Nobody would have told us of its end, so we ask. Where nothing is said of the token it goes on; what is said counts. */
  const confirm = (ref: TokenRef, token: AccessToken): Promise<AccessToken> =>
    askToken(ref, undefined, confirmWithinMs).catch((error: unknown) => {
      if (!saysNothingOfToken(error)) throw error;
      cache.trustAgain(ref);
      return token;
    });

  return {
    name: 'bridge',
    async start() {
      watching = watchEvents({
        replicas,
        key,
        signal: stopping.signal,
        after: (await heardUpTo?.()) ?? null,
        onEvent(event, feed) {
          heard++;
          cache.drop(event);
          const { position, companyId, kind } = event;
          desk.tell({ type: 'event', feed, position, companyId, kind });
        },
        onGap(cursor) {
          heard++;
          cache.doubt();
          desk.tell({ type: 'gap', ...cursor });
        },
        onWatched: (isWatched) => cache.watch(isWatched),
      });
    },
    async health() {
      const answering = await healthOf(replicas, timeoutMs);
      return answering.state === 'up' && watching && !cache.isWatched() ? unwatched : answering;
    },
    async stop() {
      stopping.abort();
      await watching;
      await Promise.all(replicas.map((replica) => replica.pool.close()));
    },
    async accessToken(ref, refusedTokenHash) {
      const cached = cache.get(ref, refusedTokenHash);
      if (!cached) return askToken(ref, refusedTokenHash);
      return cached.isTrusted ? cached.token : confirm(ref, cached.token);
    },
    redeemTicket: (request) => post('redeemTicket', request, { safe: false, deadlineMs }),
    installation: (companyId) => ask('installation', { companyId }),
    reconcile: (companyId) => ask('reconcile', { companyId }),
    connections: (companyId) => ask('connections', { companyId }, viewDeadlineMs),
    refreshes: (request) => ask('refreshes', request, viewDeadlineMs),
    testConnection: (request) => ask('testConnection', request),
    onNews: (listener) => desk.subscribe(listener),
  };
}

/** Down, out of time, or deaf to us: a signature that is refused (a clock, a key) is the matter of two machines, not of a grant. */
const saysNothingOfToken = (error: unknown): boolean =>
  error instanceof ServiceError && (error.retryable || error.code === 'OAUTH_UNAVAILABLE');

const unwatched: ServiceHealth = {
  state: 'degraded',
  detail:
    'The OAuth service answers, but its stream of news is broken off. Until it stands again tokens are asked about more often.',
};

async function healthOf(replicas: readonly Replica[], timeoutMs: number): Promise<ServiceHealth> {
  const ready = await Promise.all(replicas.map((replica) => isReady(replica, Math.min(timeoutMs, 2_000))));
  const failing = replicas.filter((_, index) => !ready[index]).map((replica) => replica.origin);
  if (failing.length === 0) return { state: 'up', detail: null };
  const detail = `The OAuth service does not answer at ${failing.join(', ')}. Start it, or correct OAUTH_URLS.`;
  return { state: failing.length < replicas.length ? 'degraded' : 'down', detail };
}
