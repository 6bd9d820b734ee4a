import type { BridgeErrorCode } from '@groundwork/shared/bridge';

/** The one error a backend may see: its message says what happened and what to do next. */
export class BridgeFailure extends Error {
  override readonly name = 'BridgeFailure';
  readonly code: BridgeErrorCode;
  /** When the same call is worth repeating. */
  readonly retryAfterMs: number | undefined;

  constructor(code: BridgeErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The reader has to leave; the new token is still on its way. */
export const tokenRefreshing = (): BridgeFailure =>
  new BridgeFailure(
    'TOKEN_REFRESHING',
    'GoHighLevel is slow to give a new token; the renewal goes on. Ask again in a moment: nothing is lost.',
    { retryAfterMs: 1_000 },
  );

export const repeatedCall = (): BridgeFailure =>
  new BridgeFailure('UNAUTHORIZED', 'The call was made before. Sign each call anew, with a nonce of its own.');

/** Failures that pass by themselves: what was held before them is still good. */
export const isPassing = (error: unknown): boolean =>
  error instanceof BridgeFailure && (error.code === 'GHL_UNAVAILABLE' || error.code === 'TOKEN_REFRESHING');

/** HTTP status of each code, and whether the same call may succeed later without a change. */
export const bridgeErrorTraits: Record<BridgeErrorCode, { status: number; retryable: boolean }> = {
  BAD_REQUEST: { status: 400, retryable: false },
  UNAUTHORIZED: { status: 401, retryable: false },
  FORBIDDEN: { status: 403, retryable: false },
  NOT_INSTALLED: { status: 404, retryable: false },
  LOCATION_PAUSED: { status: 409, retryable: false },
  RECONNECT_NEEDED: { status: 409, retryable: false },
  TICKET_INVALID: { status: 410, retryable: false },
  GHL_UNAVAILABLE: { status: 503, retryable: true },
  TOKEN_REFRESHING: { status: 503, retryable: true },
  INTERNAL: { status: 500, retryable: true },
};
