import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import { createPolicy } from '../policy.ts';
import type { PolicyOptions } from '../policy.ts';
import { ServiceError } from '../service-error.ts';
import type { Service, ServiceMetrics } from '../service.ts';
import { companyAnswer, getCompany, getUser, userAnswer } from './people.ts';
import type { GhlCompany, GhlUser } from './people.ts';
import type { AccessToken, AccessTokens, RequestBudget } from './ports.ts';
import { createRequest } from './request.ts';
import { customField } from './resources/custom-field.ts';
import { customValue } from './resources/custom-value.ts';
import { tag } from './resources/tag.ts';
import type { WireKind } from './resources/wire-kind.ts';

export interface GhlAccount {
  companyId: string;
  locationId: string;
  /** A write that still waits for the budget or a token when this aborts is not sent. One under way is not cut off. */
  permit?: AbortSignal | undefined;
}

/**
 * GHL as the product uses it. Every failure is a ServiceError; a write whose error says `outcome: 'unknown'`
 * has to be read back by natural key before it is repeated (GHL has no idempotency keys).
 */
export interface Ghl extends Service {
  /** Every object of the kind in the account, to the last page, or an error: never a part. */
  list(kind: KindName, account: GhlAccount, signal?: AbortSignal): Promise<LiveResource[]>;
  create(kind: KindName, account: GhlAccount, attributes: JsonObject): Promise<LiveResource>;
  update(kind: KindName, account: GhlAccount, live: LiveResource, attributes: JsonObject): Promise<LiveResource>;
  /** An object that is gone already is a success. */
  remove(kind: KindName, account: GhlAccount, id: string): Promise<void>;
  user(companyId: string, userId: string): Promise<GhlUser>;
  company(companyId: string): Promise<GhlCompany>;
  /** Scopes the kind needs and the account's token lacks, even one asked for anew. */
  missingScopes(kind: KindName, account: GhlAccount): Promise<string[]>;
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

const wireKinds: Readonly<Record<KindName, WireKind>> = { tag, customField, customValue };

export function createGhl(options: GhlOptions): Ghl {
  const { tokens, budget, userAgent, metrics, timeoutMs = 15_000, connections = 64, retry, breaker } = options;
  const baseUrl = new URL(options.baseUrl);
  // HTTP/1.1: one request a socket, so that a refused connection proves that a write was never sent.
  const dispatcher = new Pool(baseUrl.origin, { connections, keepAliveTimeout: 30_000, allowH2: false });
  const policy = createPolicy({
    service: 'ghl',
    outage: 'GHL_UNAVAILABLE',
    timeoutMs,
    metrics,
    retry,
    breaker,
  });
  const send = createRequest({ dispatcher, baseUrl, userAgent, tokens, budget, policy });

  return {
    name: 'ghl',
    start: () => Promise.resolve(),
    health: () => Promise.resolve(policy.health()),
    stop: () => dispatcher.close(),

    list(kind, account, signal) {
      const { operations, list, listQuery = {} } = wireKinds[kind];
      return send({ operation: operations.list, ref: account, path: placeOf(account), query: listQuery, signal }, list);
    },

    create(kind, account, attributes) {
      const { operations, one, createBody } = wireKinds[kind];
      return send(
        {
          operation: operations.create,
          ref: account,
          path: placeOf(account),
          body: createBody(attributes),
          permit: account.permit,
        },
        one,
      );
    },

    update(kind, account, live, attributes) {
      const { operations, one, updateBody } = wireKinds[kind];
      const body = updateBody(live.attributes, attributes);
      const path = { ...placeOf(account), id: live.id };
      return send({ operation: operations.update, ref: account, path, body, permit: account.permit }, one);
    },

    async remove(kind, account, id) {
      try {
        // The body says `succeded`, `success` or nothing: the status is the answer.
        await send(
          {
            operation: wireKinds[kind].operations.remove,
            ref: account,
            path: { ...placeOf(account), id },
            permit: account.permit,
          },
          z.unknown(),
        );
      } catch (error) {
        if (!(error instanceof ServiceError && error.code === 'NOT_FOUND')) throw error;
      }
    },

    user: (companyId, userId) => send({ operation: getUser, ref: { companyId }, path: { userId } }, userAnswer),

    company: (companyId) => send({ operation: getCompany, ref: { companyId }, path: { companyId } }, companyAnswer),

    async missingScopes(kind, account) {
      const needed = new Set(Object.values(wireKinds[kind].operations).map((operation) => operation.scope));
      const lacking = ({ scopes }: AccessToken) => [...needed].filter((scope) => !scopes.includes(scope));
      const held = await tokens.accessToken(account);
      if (lacking(held).length === 0) return [];
      // It may be older than the grant of an agency that has just connected again.
      const heldHash = createHash('sha256').update(held.accessToken).digest('hex');
      return lacking(await tokens.accessToken(account, heldHash));
    },
  };
}

const placeOf = ({ companyId, locationId }: GhlAccount) => ({ companyId, locationId });
