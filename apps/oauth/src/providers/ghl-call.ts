import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { ServiceError, createPolicy } from '@groundwork/integrations';
import type { ServiceMetrics } from '@groundwork/integrations';
import { type RateReading, readRate } from './rate-reading.ts';

export interface GhlCall {
  operation: string;
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  form?: Record<string, string>;
  /** With it go `Authorization` and `Version`; the token endpoint takes neither. */
  accessToken?: string;
}

/** `at` is when the call left, by GHL's clock: comparable with the timestamps of its webhooks. */
export type GhlAnswer<T> =
  | { kind: 'ok'; value: T; at: Date; rate: RateReading | null }
  | { kind: 'refused'; status: number; body: unknown; at: Date; rate: RateReading | null }
  /** GHL surely did nothing. */
  | { kind: 'not-sent'; cause: ServiceError }
  /** GHL may have acted: timeout, cut connection, 5xx, or a success that cannot be read. */
  | { kind: 'unknown'; cause: ServiceError };

export interface GhlCaller {
  call<T>(call: GhlCall, schema: z.ZodType<T>): Promise<GhlAnswer<T>>;
  close(): Promise<void>;
}

/**
 * The one way from this service to GHL. It never repeats a call: who owns the token decides that. `stopping` cuts reads
 * off; a call that may bring tokens always runs to its end.
 */
export function createGhlCaller(options: {
  apiUrl: string;
  timeoutMs: number;
  metrics?: ServiceMetrics;
  stopping: AbortSignal;
}): GhlCaller {
  const { apiUrl, timeoutMs, metrics, stopping } = options;
  const dispatcher = new Agent({ connect: { timeout: 5_000 }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const policy = createPolicy({ service: 'ghl', outage: 'GHL_UNAVAILABLE', timeoutMs, metrics });

  return {
    async call(call, schema) {
      try {
        const signal = call.method === 'GET' ? stopping : undefined;
        return await policy.attempt({ operation: call.operation, safe: false, signal }, async (limit) => {
          const answer = await exchange(dispatcher, apiUrl, call, limit);
          return understand(call, answer, schema);
        });
      } catch (error) {
        if (stopping.aborted && error === stopping.reason) return { kind: 'not-sent', cause: cutOff(call) };
        if (!(error instanceof ServiceError)) throw error;
        return { kind: error.outcome === 'not-applied' ? 'not-sent' : 'unknown', cause: error };
      }
    },
    close: () => dispatcher.close(),
  };
}

interface Answer {
  status: number;
  text: string;
  at: Date;
  rate: RateReading | null;
}

async function exchange(dispatcher: Dispatcher, apiUrl: string, call: GhlCall, signal: AbortSignal): Promise<Answer> {
  const url = new URL(apiUrl + call.path);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const sentAt = Date.now();
  const answer = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: call.method,
    headers: {
      accept: 'application/json',
      // GHL's Cloudflare refuses some default library agents (403, error 1010).
      'user-agent': 'Groundwork/0.1',
      ...(call.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(call.accessToken === undefined ? {} : { authorization: `Bearer ${call.accessToken}`, version: '2021-07-28' }),
    },
    body: call.form === undefined ? null : new URLSearchParams(call.form).toString(),
    signal,
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    text,
    at: byTheirClock(sentAt, answer.headers['date']),
    rate: readRate(answer.statusCode, answer.headers),
  };
}

/** `Date` counts in whole seconds, so a smaller difference than two says nothing. */
function byTheirClock(sentAt: number, header: string | string[] | undefined): Date {
  const theirs = Date.parse(String(header));
  const skewMs = theirs - Date.now();
  return new Date(Math.abs(skewMs) > 2_000 ? sentAt + skewMs : sentAt);
}

function understand<T>(call: GhlCall, { status, text, at, rate }: Answer, schema: z.ZodType<T>): GhlAnswer<T> {
  const body = parseJson(text);
  if (status >= 500) throw outage(call, `GoHighLevel answered ${status}`, status);
  if (status < 200 || status > 299) return { kind: 'refused', status, body, at, rate };
  const parsed = schema.safeParse(body);
  if (parsed.success) return { kind: 'ok', value: parsed.data, at, rate };
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole answer').join(', ');
  throw outage(call, `GoHighLevel's answer to ${call.operation} cannot be read (${where})`, status);
}

const outage = (call: GhlCall, message: string, status: number): ServiceError =>
  new ServiceError({
    service: 'ghl',
    operation: call.operation,
    code: 'GHL_UNAVAILABLE',
    message: `${message}. Try again later.`,
    retryable: true,
    outcome: 'unknown',
    status,
  });

const cutOff = ({ operation }: GhlCall): ServiceError =>
  new ServiceError({
    service: 'ghl',
    operation,
    code: 'GHL_UNAVAILABLE',
    message: 'The OAuth service is stopping, so GoHighLevel was not read to the end. Try again shortly.',
    retryable: true,
    outcome: 'not-applied',
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
