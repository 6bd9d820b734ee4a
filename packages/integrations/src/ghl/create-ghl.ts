import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import type { JsonObject } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import { createPolicy } from '../policy.ts';
import type { PolicyOptions } from '../policy.ts';
import type { Service, ServiceMetrics } from '../service.ts';
import { getLocation, locationAnswer } from './location.ts';
import type { GhlLocation } from './location.ts';
import { oneWrite } from './one-write.ts';
import { companyAnswer, getCompany, getUser, listUsers, userAnswer } from './people.ts';
import type { GhlAccountUser, GhlCompany, GhlUser } from './people.ts';
import type { AccessToken, AccessTokens, GhlAccount, RequestBudget } from './ports.ts';
import { createRequest } from './request.ts';
import { scopesOf } from './resources/wire-kind.ts';
import type { KindScopes } from './resources/wire-kind.ts';
import { sendFor } from './send.ts';
import { wireKinds } from './wire-kinds.ts';

/**
 * GHL as the product uses it. Every failure is a ServiceError; a write whose error says `outcome: 'unknown'`
 * has to be read back by natural key before it is repeated (GHL has no idempotency keys).
 */
export interface Ghl extends Service {
  /**
   * Every object of the kind in the account, to the last page, or an error: never a part. A product's prices take a call of their
   * own; where `wantsParts` says no to a product it is listed without the attribute `prices`.
   */
  list(
    kind: KindName,
    account: GhlAccount,
    signal?: AbortSignal,
    wantsParts?: (live: LiveResource) => boolean,
  ): Promise<LiveResource[]>;
  /**
   * One object as GHL holds it now, or null when it is gone. Lists lag behind writes and this does not, but for calendar
   * groups, which GHL only lists.
   */
  get(kind: KindName, account: GhlAccount, id: string): Promise<LiveResource | null>;
  create(kind: KindName, account: GhlAccount, attributes: JsonObject): Promise<LiveResource>;
  /** Brings an object to `attributes`, also one that an earlier write left half done. Sends what differs. */
  update(kind: KindName, account: GhlAccount, live: LiveResource, attributes: JsonObject): Promise<LiveResource>;
  /** An object that is gone already is a success. */
  remove(kind: KindName, account: GhlAccount, id: string): Promise<void>;
  /** The users of the account, who may be put on a calendar's team. */
  users(account: GhlAccount): Promise<GhlAccountUser[]>;
  /** What the account says of itself. */
  location(account: GhlAccount): Promise<GhlLocation>;
  user(companyId: string, userId: string): Promise<GhlUser>;
  company(companyId: string): Promise<GhlCompany>;
  /** Scopes the account's token lacks, even one asked for anew: to plan the kind (`read`), and to apply it (`write`). */
  missingScopes(kind: KindName, account: GhlAccount): Promise<KindScopes>;
}

export interface GhlOptions {
  baseUrl: string;
  tokens: AccessTokens;
  budget: RequestBudget;
  /** GHL's network answers 403 to some libraries' default agents. */
  userAgent: string;
  metrics?: ServiceMetrics | undefined;
  /** For one attempt. */
  timeoutMs?: number;
  /** Connections to GHL of this process. */
  connections?: number;
  retry?: PolicyOptions['retry'];
  breaker?: PolicyOptions['breaker'];
}

export function createGhl(options: GhlOptions): Ghl {
  const { tokens, budget, userAgent, metrics, timeoutMs = 15_000, connections = 64, retry, breaker } = options;
  const baseUrl = new URL(options.baseUrl);
  // HTTP/1.1: one request a socket, so that a refused connection proves that a write was never sent.
  const dispatcher = new Pool(baseUrl.origin, { connections, keepAliveTimeout: 30_000, allowH2: false });
  const policy = createPolicy({
    service: 'ghl',
    title: 'GoHighLevel',
    outage: 'GHL_UNAVAILABLE',
    timeoutMs,
    metrics,
    retry,
    breaker,
  });
  const request = createRequest({ dispatcher, baseUrl, userAgent, tokens, budget, policy });

  const sendsFor = ({ begunPermit, ...account }: GhlAccount) => ({
    first: sendFor(request, account),
    rest: sendFor(request, { ...account, permit: begunPermit ?? account.permit }),
  });

  return {
    name: 'ghl',
    start: () => Promise.resolve(),
    health: () => Promise.resolve(policy.health()),
    stop: () => dispatcher.close(),

    list: (kind, account, signal, wantsParts) => wireKinds[kind].list(sendFor(request, account, signal), wantsParts),

    get: (kind, account, id) => wireKinds[kind].get(sendFor(request, account), id),

    create: (kind, account, attributes) =>
      oneWrite(sendsFor(account), (send) => wireKinds[kind].create(send, attributes)),

    update: (kind, account, live, attributes) =>
      oneWrite(sendsFor(account), (send) => wireKinds[kind].update(send, live, attributes)),

    remove: (kind, account, id) => oneWrite(sendsFor(account), (send) => wireKinds[kind].remove(send, id)),

    users: (account) => listUsers(sendFor(request, account)),

    location: (account) => sendFor(request, account)(getLocation, {}, locationAnswer),

    user: (companyId, userId) => request({ operation: getUser, ref: { companyId }, path: { userId } }, userAnswer),

    company: (companyId) => request({ operation: getCompany, ref: { companyId }, path: { companyId } }, companyAnswer),

    async missingScopes(kind, account) {
      const { read, write } = scopesOf(wireKinds[kind]);
      const lacking = ({ scopes }: AccessToken) => ({
        read: read.filter((scope) => !scopes.includes(scope)),
        write: write.filter((scope) => !scopes.includes(scope)),
      });
      const held = await tokens.accessToken(account);
      const missing = lacking(held);
      if (missing.read.length === 0 && missing.write.length === 0) return missing;
      // It may be older than the grant of an agency that has just connected again.
      const heldHash = createHash('sha256').update(held.accessToken).digest('hex');
      return lacking(await tokens.accessToken(account, heldHash));
    },
  };
}
