import { bridgeTimeoutMs } from '@groundwork/shared/bridge';
import type { BridgeRequest, BridgeResponse, BridgeRoute } from '@groundwork/shared/bridge';
import type { AccessToken, AccessTokens, TokenRef } from '../ghl/ports.ts';
import type { Service, ServiceHealth, ServiceMetrics } from '../service.ts';
import { createPost, createReplicas } from './post.ts';
import type { Replica } from './post.ts';
import { createTokenCache } from './token-cache.ts';

export interface BridgeOptions {
  /** Replicas of the OAuth service, as this process reaches them. */
  urls: readonly string[];
  backendId: string;
  /** Base64, as in `BRIDGE_KEYS`. */
  secret: string;
  metrics?: ServiceMetrics | undefined;
  /** For one attempt at one replica. */
  timeoutMs?: number;
}

/** The OAuth service, over `shared/bridge`'s contract. Errors: NOT_INSTALLED, RECONNECT_NEEDED, OAUTH_UNAVAILABLE, SIGN_IN_FAILED, GHL_UNAVAILABLE. */
export interface Bridge extends Service, AccessTokens {
  /** A ticket works once; after an error sign in again. It is never sent twice when the outcome is unknown. */
  redeemTicket(request: BridgeRequest<'redeemTicket'>): Promise<BridgeResponse<'redeemTicket'>>;
  /** What the OAuth service has stored of the company. */
  installation(companyId: string): Promise<BridgeResponse<'installation'>>;
  /** The same, after it has read the installed locations from GHL. */
  reconcile(companyId: string): Promise<BridgeResponse<'reconcile'>>;
}

export function createBridge({ urls, backendId, secret, metrics, timeoutMs = bridgeTimeoutMs }: BridgeOptions): Bridge {
  const replicas = createReplicas({ urls, timeoutMs, metrics });
  const post = createPost(replicas, { backendId, secret });
  const cache = createTokenCache();
  const underWay = new Map<string, Promise<unknown>>();

  /** Equal requests at one time share one call. */
  const ask = <R extends BridgeRoute>(route: R, request: BridgeRequest<R>): Promise<BridgeResponse<R>> => {
    const key = JSON.stringify([route, request]);
    const running = underWay.get(key);
    if (running) return running as Promise<BridgeResponse<R>>;
    const call = post(route, request, { safe: true }).finally(() => underWay.delete(key));
    underWay.set(key, call);
    return call;
  };

  const askToken = async (ref: TokenRef, refusedTokenHash: string | undefined): Promise<AccessToken> => {
    const { companyId, locationId } = ref;
    const answer = await ask('accessToken', { companyId, locationId, refusedTokenHash });
    const token = { ...answer, expiresAt: new Date(answer.expiresAt) };
    cache.set(ref, token);
    return token;
  };

  return {
    name: 'bridge',
    start: () => Promise.resolve(),
    health: () => healthOf(replicas, timeoutMs),
    stop: async () => void (await Promise.all(replicas.map((replica) => replica.pool.close()))),
    accessToken: async (ref, refusedTokenHash) => cache.get(ref, refusedTokenHash) ?? askToken(ref, refusedTokenHash),
    redeemTicket: (request) => post('redeemTicket', request, { safe: false }),
    installation: (companyId) => ask('installation', { companyId }),
    reconcile: (companyId) => ask('reconcile', { companyId }),
  };
}

async function healthOf(replicas: readonly Replica[], timeoutMs: number): Promise<ServiceHealth> {
  const ready = await Promise.all(replicas.map((replica) => isReady(replica, Math.min(timeoutMs, 2_000))));
  const failing = replicas.filter((_, index) => !ready[index]).map((replica) => replica.origin);
  if (failing.length === 0) return { state: 'up', detail: null };
  const detail = `The OAuth service does not answer at ${failing.join(', ')}. Start it, or correct OAUTH_URLS.`;
  return { state: failing.length < replicas.length ? 'degraded' : 'down', detail };
}

async function isReady({ pool }: Replica, withinMs: number): Promise<boolean> {
  try {
    const answer = await pool.request({ path: '/health/ready', method: 'GET', signal: AbortSignal.timeout(withinMs) });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}
