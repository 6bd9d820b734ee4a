import { isBrokenCircuitError } from 'cockatiel';
import { AppError } from '@groundwork/shared';
import type { ErrorCode, Issue } from '@groundwork/shared';

/** What a failed call did at the other side. `not-applied` only when we know that nothing happened there. */
export type WriteOutcome = 'not-applied' | 'unknown';

export interface ServiceErrorOptions {
  service: string;
  operation: string;
  code: ErrorCode;
  message: string;
  retryable: boolean;
  outcome: WriteOutcome;
  /** HTTP status, when there was an answer. */
  status?: number | undefined;
  /** The other side's own id of the call, for its support desk. */
  traceId?: string | undefined;
  /** The other side asked to wait this long. */
  retryAfterMs?: number | undefined;
  /** A create was refused because the object exists already: read it and adopt. */
  duplicate?: boolean | undefined;
  issues?: readonly Issue[] | undefined;
  cause?: unknown;
}

/** The one error of every third party. It is an `AppError`, so it travels to clients and into job steps as it is. */
export class ServiceError extends AppError {
  readonly service: string;
  readonly operation: string;
  readonly outcome: WriteOutcome;
  readonly duplicate: boolean;
  readonly status: number | undefined;
  readonly traceId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(options: ServiceErrorOptions) {
    super(options.code, options.message, {
      retryable: options.retryable,
      issues: options.issues ?? [],
      cause: options.cause,
      ...(options.retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(options.retryAfterMs / 1_000) }),
    });
    this.service = options.service;
    this.operation = options.operation;
    this.outcome = options.outcome;
    this.duplicate = options.duplicate ?? false;
    this.status = options.status;
    this.traceId = options.traceId;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const neverSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_CLOSED',
]);

/** True when no byte of the request can have left this machine, so that even a write may be sent again. */
export const wasNeverSent = (error: unknown): boolean =>
  isBrokenCircuitError(error) || neverSentCodes.has(networkErrorCode(error));

/** True for failures of the connection; false for our own mistakes, such as an invalid argument. */
export const isNetworkError = (error: unknown): boolean =>
  /^(?!ERR_(?!TLS|SSL)|UND_ERR_INVALID)[A-Z]/.test(networkErrorCode(error));

/** Node's or undici's code of a network failure, or an empty text. */
export function networkErrorCode(error: unknown): string {
  if (!(error instanceof Error) || error instanceof AppError) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return networkErrorCode(error.cause);
}
