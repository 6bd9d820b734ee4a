import type { AppErrorData } from '@groundwork/api';
import { TRPCClientError } from '@trpc/client';
import { GroundworkError } from './groundwork-error.ts';
import { reasonOf } from './reason-of.ts';

/** Statuses of proxies and of servers that come or go. */
const passing = new Set([408, 429, 502, 503, 504]);

/** Whatever a try ended in, as the one error of this SDK. */
export function readError(error: unknown): GroundworkError {
  if (error instanceof GroundworkError) return error;
  if (error instanceof TRPCClientError && error.cause instanceof GroundworkError) return error.cause;
  const response = responseOf(error);
  const app = appOf(error);
  const retryAfterSeconds = app?.retryAfterSeconds ?? retryAfterOf(response?.headers);
  const status = statusOf(error) ?? response?.status;
  if (app)
    return new GroundworkError(app.message, {
      code: app.code,
      issues: app.issues,
      requestId: app.requestId,
      retryable: app.retryable,
      retryAfterSeconds,
      status,
      cause: error,
    });
  if (status !== undefined) return badAnswer({ status, headers: response?.headers ?? new Headers() }, error);
  return new GroundworkError(`Groundwork did not answer: ${reasonOf(error)}. Check the url, and that it runs.`, {
    code: 'UNREACHABLE',
    retryable: true,
    cause: error,
  });
}

/** Somebody answered, but not Groundwork: a proxy, or another site. */
export function badAnswer({ status, headers }: Pick<Response, 'status' | 'headers'>, cause?: unknown): GroundworkError {
  return new GroundworkError(whatAnswered(status, headers), {
    code: 'BAD_ANSWER',
    requestId: headers.get('x-request-id') ?? undefined,
    retryable: passing.has(status),
    retryAfterSeconds: retryAfterOf(headers),
    status,
    cause,
  });
}

function whatAnswered(status: number, headers: Headers): string {
  // A browser tells of a redirect only that it is one, by a status that is none.
  if (status === 0 || (status >= 300 && status < 400))
    return `The url redirects to ${headers.get('location') ?? 'another address'}, and a key is sent nowhere else than told. Give the address it leads to.`;
  if (status === 429) return 'Too much was asked for from here (HTTP 429). Wait a minute, and try again.';
  if (passing.has(status))
    return `A proxy answered in Groundwork's place (HTTP ${status}): it may be starting, or be away. Try again in a moment.`;
  return `What answered is not Groundwork's API (HTTP ${status}). Check the url, and any proxy before it.`;
}

/** The beginning of an answer came, and not its end. */
export const brokenOff = ({ status, headers }: Pick<Response, 'status' | 'headers'>, cause: unknown): GroundworkError =>
  new GroundworkError("Groundwork's answer broke off before its end. Try again.", {
    code: 'UNREACHABLE',
    requestId: headers.get('x-request-id') ?? undefined,
    retryable: true,
    status,
    cause,
  });

function appOf(error: unknown): AppErrorData | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  return isRecord(data) && isRecord(data['app']) && typeof data['app']['code'] === 'string'
    ? (data['app'] as unknown as AppErrorData)
    : null;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (isRecord(data) && typeof data['httpStatus'] === 'number') return data['httpStatus'];
  // EventSource says it in its event.
  const cause: unknown = error.cause;
  return isRecord(cause) && typeof cause['code'] === 'number' ? cause['code'] : undefined;
}

/** tRPC keeps the answer of HTTP beside its error. */
function responseOf(error: unknown): Response | undefined {
  const response = error instanceof TRPCClientError ? error.meta?.['response'] : undefined;
  return isRecord(response) && 'headers' in response ? (response as unknown as Response) : undefined;
}

/** Seconds, or a date (RFC 9110): by the clock that set it, as far as it tells. */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const text = headers?.get('retry-after');
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(text);
  const sentAt = Date.parse(headers?.get('date') ?? '');
  const now = Number.isNaN(sentAt) ? Date.now() : sentAt;
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
