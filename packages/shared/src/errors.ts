/** Every way a request to Groundwork can fail, by outcome class. Details belong in `details`, not in a new code. */
export const errorCodes = [
  'BAD_REQUEST',
  'BLUEPRINT_INVALID',
  'BLUEPRINT_TOO_LARGE',
  'VARIABLE_INVALID',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'PLAN_STALE',
  'PLAN_EMPTY',
  'PLAN_INCOMPLETE',
  'NOT_INSTALLED',
  /** GHL has paused the sub-account. */
  'ACCOUNT_PAUSED',
  'RECONNECT_NEEDED',
  'SIGN_IN_FAILED',
  'GHL_UNAVAILABLE',
  'GHL_REJECTED',
  'OAUTH_UNAVAILABLE',
  'AI_UNAVAILABLE',
  /** The model, its key or the request is not taken: the configuration is wrong. */
  'AI_REJECTED',
  /** The model declined to answer. */
  'AI_REFUSED',
  /** The model's answer cannot be used, also not after it was told why. */
  'AI_UNUSABLE',
  /** The agency's tokens of this month are used up. Stands in the ledger and in the logs, never in an answer: the composer answers then. */
  'AI_BUDGET_SPENT',
  'OUTCOME_UNKNOWN',
  'VERIFY_FAILED',
  /** Every run of the job broke off. */
  'GIVEN_UP',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Where in a source text something is wrong. Lines and columns count from 1. */
export interface SourceLocation {
  line: number;
  column: number;
}

/** One fault in a document or a form: what is wrong, and where. */
export interface Issue {
  message: string;
  /** Property path, e.g. `resources.tag.vip.name`. */
  path?: string | undefined;
  at?: SourceLocation | undefined;
}

/** The one error the product throws on purpose. The message says what happened and what to do next; it may reach a person. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  /** True when the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** When it may, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { issues?: readonly Issue[]; retryable?: boolean; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryable = options.retryable ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** How an AppError travels to a client, and is stored with a job. */
export interface ErrorView {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  retryAfterSeconds?: number | undefined;
  issues?: readonly Issue[] | undefined;
}

export const errorView = (error: AppError): ErrorView => ({
  code: error.code,
  message: error.message,
  retryable: error.retryable,
  ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  ...(error.issues.length > 0 ? { issues: error.issues } : {}),
});
