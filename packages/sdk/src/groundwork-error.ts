import type { ErrorCode, Issue } from '@groundwork/shared';

/**
 * What the server says, or of this side: no answer came, or not all of one (`UNREACHABLE`), none in time (`TIMED_OUT`), you called it
 * off (`ABORTED`), or what answered is not Groundwork (`BAD_ANSWER`). A newer server may know codes that this release does not list.
 */
export type GroundworkErrorCode = ErrorCode | 'UNREACHABLE' | 'TIMED_OUT' | 'ABORTED' | 'BAD_ANSWER';

export interface GroundworkErrorFacts {
  code: GroundworkErrorCode;
  issues?: readonly Issue[] | undefined;
  requestId?: string | undefined;
  retryable?: boolean | undefined;
  retryAfterSeconds?: number | undefined;
  status?: number | undefined;
  cause?: unknown;
}

/** The only error a call rejects with. The message says what happened and what to do next. */
export class GroundworkError extends Error {
  override readonly name = 'GroundworkError';
  readonly code: GroundworkErrorCode;
  /** What is wrong with the input, place by place. */
  readonly issues: readonly Issue[];
  /** Names the request in the server's log. */
  readonly requestId: string | null;
  /** True when the same call may succeed later without a change. */
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  /** Of the HTTP answer; null: there was none. */
  readonly status: number | null;

  constructor(message: string, facts: GroundworkErrorFacts) {
    super(message, { cause: facts.cause });
    this.code = facts.code;
    this.issues = facts.issues ?? [];
    this.requestId = facts.requestId ?? null;
    this.retryable = facts.retryable ?? false;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
    this.status = facts.status ?? null;
  }
}
