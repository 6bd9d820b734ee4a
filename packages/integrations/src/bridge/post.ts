import { Pool } from 'undici';
import { bridgeRoutes } from '@groundwork/shared/bridge';
import type { BridgeRequest, BridgeResponse, BridgeRoute } from '@groundwork/shared/bridge';
import { createPolicy, createRetry } from '../policy.ts';
import type { Policy, PolicyCall } from '../policy.ts';
import { ServiceError } from '../service-error.ts';
import type { ServiceMetrics } from '../service.ts';
import { bridgeFailure, down, outage } from './bridge-failure.ts';
import { createReplicaChoice } from './choose-replica.ts';
import { signatureHeaders } from './sign.ts';
import type { BridgeKey } from './sign.ts';

/** One address of the OAuth service, with its own circuit breaker: a replica that hangs is soon skipped. */
export interface Replica {
  origin: string;
  pool: Pool;
  policy: Policy;
}

/** Long enough to fail over from a replica that hangs, and to come back for a token that is being renewed. */
const defaultDeadlineMs = 30_000;

export interface ReplicaOptions {
  urls: readonly string[];
  timeoutMs: number;
  metrics?: ServiceMetrics | undefined;
}

export const createReplicas = ({ urls, timeoutMs, metrics }: ReplicaOptions): Replica[] =>
  urls.map((url) => {
    const { origin } = new URL(url);
    return {
      origin,
      pool: new Pool(origin, {
        connections: 32,
        keepAliveTimeout: 30_000,
        allowH2: false,
        connect: { timeout: 3_000 },
      }),
      policy: createPolicy({
        service: 'bridge',
        outage: 'OAUTH_UNAVAILABLE',
        timeoutMs,
        metrics,
        breaker: { threshold: 5, halfOpenAfterMs: 2_000 },
      }),
    };
  });

export interface PostOptions {
  safe: boolean;
  /** For all attempts together, with the waits between them. */
  deadlineMs?: number | undefined;
}

export type Post = <R extends BridgeRoute>(
  route: R,
  request: BridgeRequest<R>,
  options: PostOptions,
) => Promise<BridgeResponse<R>>;

/** Posts to the nearest replica that answers; where that one fails, to the others, then again after a wait, until the deadline. */
export function createPost(replicas: readonly Replica[], key: BridgeKey): Post {
  const repeat = createRetry({ service: 'bridge', retry: { maxRetries: 4, initialDelayMs: 100, maxDelayMs: 1_000 } });
  const choice = createReplicaChoice(replicas);

  const round = async (call: PolicyCall, path: string, body: string): Promise<unknown> => {
    let failure: unknown;
    for (const replica of choice.inOrder()) {
      try {
        const json = await replica.policy.attempt(call, (signal) =>
          exchange(replica, { call, key, path, body, signal }),
        );
        choice.answered(replica);
        return json;
      } catch (error) {
        // Also one that took all the time there was: the next call shall not wait for it.
        if (call.signal?.aborted || isOutage(error)) choice.failed(replica);
        call.signal?.throwIfAborted();
        failure = error;
        if (!mayTryElsewhere(call, error)) throw error;
      }
    }
    throw failure ?? outage(call, 'No OAuth service is configured. Set OAUTH_URLS.', { outcome: 'not-applied' });
  };

  return async (route, request, { safe, deadlineMs = defaultDeadlineMs }) => {
    // Not `AbortSignal.timeout`: its timer would outlive the call.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), deadlineMs);
    const call = { operation: route, safe, signal: deadline.signal };
    const { path, response } = bridgeRoutes[route];
    const body = JSON.stringify(request);
    let failure: unknown;
    const attempts = () =>
      round(call, path, body).catch((error: unknown) => {
        if (!call.signal.aborted) failure = error;
        throw error;
      });
    // Most calls need one attempt: the repeating is set up when it has failed, and counts it as its first.
    let first: Promise<unknown> | undefined = attempts();
    const repeated = () =>
      repeat(call, () => {
        const attempt = first ?? attempts();
        first = undefined;
        return attempt;
      });
    const json = await first
      .catch(repeated)
      .catch((error: unknown) => {
        throw explained(call, call.signal.aborted ? (safe && failure) || tooLate(call, deadlineMs) : error);
      })
      .finally(() => clearTimeout(timer));
    const parsed = response.safeParse(json);
    if (parsed.success) return parsed.data as BridgeResponse<typeof route>;
    throw outage(
      call,
      `The OAuth service's answer to ${route} breaks the contract. Deploy both sides from one version.`,
    );
  };
}

interface Exchange {
  call: PolicyCall;
  key: BridgeKey;
  path: string;
  body: string;
  signal: AbortSignal;
}

async function exchange(replica: Replica, { call, key, path, body, signal }: Exchange): Promise<unknown> {
  const answer = await replica.pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signatureHeaders(key, path, body) },
    body,
    signal,
  });
  const json = parse(await answer.body.text());
  if (answer.statusCode < 200 || answer.statusCode > 299) throw bridgeFailure(call, answer.statusCode, json);
  return json;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isOutage = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && error.code === 'OAUTH_UNAVAILABLE' && error.retryable;

const mayTryElsewhere = (call: PolicyCall, error: unknown): boolean =>
  isOutage(error) && (call.safe || error.outcome === 'not-applied');

const tooLate = (call: PolicyCall, deadlineMs: number): ServiceError =>
  outage(call, `It did not answer within ${deadlineMs / 1000} s.`);

/** The policy's own errors (no answer at all) do not know what to do about it. */
const explained = (call: PolicyCall, error: unknown): unknown =>
  error instanceof ServiceError && error.code === 'OAUTH_UNAVAILABLE' && error.status === undefined
    ? outage(call, `${down}. (${error.message})`, { cause: error, outcome: error.outcome })
    : error;
