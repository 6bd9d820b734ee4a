import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { ServiceError } from '../service-error.ts';
import type { Policy } from '../policy.ts';
import { readBody, traceIdOf } from './answer.ts';
import type { AnswerBody } from './answer.ts';
import { budgetReading, noReading } from './budget-reading.ts';
import { fillPath, isRead } from './operation.ts';
import type { Operation } from './operation.ts';
import type { AccessTokens, BudgetReading, Lane, RequestBudget, TokenRef } from './ports.ts';
import { readRefusal } from './refusal.ts';

export interface GhlRequest {
  operation: Operation;
  /** Whose token and whose budget. */
  ref: TokenRef;
  /** Values of the path's parameters. */
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, unknown>>;
  /** Left out: interactive. */
  lane?: Lane | undefined;
  signal?: AbortSignal | undefined;
  /** Asked right before a request is sent, and no more after that. */
  permit?: AbortSignal | undefined;
}

export interface RequestParts {
  dispatcher: Dispatcher;
  baseUrl: URL;
  userAgent: string;
  tokens: AccessTokens;
  budget: RequestBudget;
  policy: Policy;
}

/** Sends one request and answers what the schema makes of the body. `null` is parsed where GHL answers nothing. */
export type SendRequest = <T>(request: GhlRequest, schema: z.ZodType<T>) => Promise<T>;

/** The one way to GHL: budget, token, headers, one renewal of a refused token a call, and every failure typed. */
export function createRequest(parts: RequestParts): SendRequest {
  const { tokens, budget, policy } = parts;

  return (request, schema) => {
    const { operation, ref, signal } = request;
    const resource = ref.locationId ?? ref.companyId;
    const call = { operation: operation.name, safe: isRead(operation), signal };

    const attempt = async (accessToken: string): Promise<Answer> => {
      await budget.take(resource, request.permit ?? signal, request.lane);
      let answer: Answer | undefined;
      try {
        request.permit?.throwIfAborted();
        return await policy.attempt(call, async (timeLimit) => {
          answer = await exchange(parts, request, { accessToken, signal: timeLimit });
          throwOutage(operation, answer);
          return answer;
        });
      } finally {
        // Whatever became of it, the call is over. A lost reading is made good by the next one; only a refusal has to be known
        // before the next call is asked for.
        const observed = budget.observe(resource, answer ? readingOf(answer) : noReading).catch(() => undefined);
        if (answer?.status === 429) await observed;
      }
    };

    let renewed = false;
    return policy.retry(call, async () => {
      const first = await tokens.accessToken(ref);
      let answer = await attempt(first.accessToken);
      if (!renewed && tokenInDoubt(answer)) {
        renewed = true;
        const next = await tokens.accessToken(ref, hashOf(first.accessToken));
        if (next.accessToken !== first.accessToken) answer = await attempt(next.accessToken);
      }
      return understand(operation, answer, schema);
    });
  };
}

interface Answer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  body: AnswerBody;
}

async function exchange(
  { dispatcher, baseUrl, userAgent }: RequestParts,
  { operation, path = {}, query = {}, body }: GhlRequest,
  { accessToken, signal }: { accessToken: string; signal: AbortSignal },
): Promise<Answer> {
  const answer = await dispatcher.request({
    origin: baseUrl.origin,
    path: baseUrl.pathname.replace(/\/$/, '') + fillPath(operation.path, path),
    query,
    method: operation.method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken}`,
      'user-agent': userAgent,
      version: operation.version,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal,
  });
  return { status: answer.statusCode, headers: answer.headers, body: readBody(await answer.body.text()) };
}

const readingOf = ({ status, headers }: Answer): BudgetReading => budgetReading(status, headers, new Date());

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const tokenInDoubt = ({ status, body }: Answer): boolean =>
  status === 401 && readRefusal(status, body.json).token !== undefined;

/** Answers that the breaker has to see: GHL, or the network in front of it, did not do its work. */
function throwOutage(operation: Operation, answer: Answer): void {
  const { body } = answer;
  if (isSuccess(answer.status)) {
    const emptyIsFine = operation.method === 'DELETE' && body.problem === 'empty';
    if (body.problem === null || emptyIsFine) return;
    throw odd(operation, answer, `GoHighLevel answered ${shapes[body.problem]} instead of JSON. Try again later.`);
  }
  const refusal = readRefusal(answer.status, body.json);
  if (refusal.code === 'GHL_UNAVAILABLE') throw refused(operation, answer);
}

const shapes = { empty: 'nothing', html: 'a web page', 'not-json': 'unreadable text' } as const;

function understand<T>(operation: Operation, answer: Answer, schema: z.ZodType<T>): T {
  if (!isSuccess(answer.status)) throw refused(operation, answer);
  const parsed = schema.safeParse(answer.body.json ?? null);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole answer').join(', ');
  throw odd(
    operation,
    answer,
    `GoHighLevel's answer to ${operation.name} is not what it documents (${where}). Try again later.`,
  );
}

function refused(operation: Operation, answer: Answer): ServiceError {
  const { status, body } = answer;
  const refusal = readRefusal(status, body.json);
  return new ServiceError({
    ...refusal,
    service: 'ghl',
    operation: operation.name,
    outcome: isRead(operation) ? 'not-applied' : refusal.outcome,
    status,
    traceId: traceIdOf(body.json),
    retryAfterMs: readingOf(answer).retryAfterMs ?? undefined,
  });
}

/** A success that says nothing usable: a write may have happened. */
const odd = (operation: Operation, { status, body }: Answer, message: string): ServiceError =>
  new ServiceError({
    service: 'ghl',
    operation: operation.name,
    code: 'GHL_UNAVAILABLE',
    message,
    retryable: true,
    outcome: isRead(operation) ? 'not-applied' : 'unknown',
    status,
    traceId: traceIdOf(body.json),
  });

const hashOf = (accessToken: string): string => createHash('sha256').update(accessToken).digest('hex');
