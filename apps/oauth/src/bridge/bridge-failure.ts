import type { BridgeErrorCode } from '@groundwork/shared/bridge';

/** The one error a backend may see: its message says what happened and what to do next. */
export class BridgeFailure extends Error {
  override readonly name = 'BridgeFailure';
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** HTTP status of each code, and whether the same call may succeed later without a change. */
export const bridgeErrorTraits: Record<BridgeErrorCode, { status: number; retryable: boolean }> = {
  BAD_REQUEST: { status: 400, retryable: false },
  UNAUTHORIZED: { status: 401, retryable: false },
  NOT_INSTALLED: { status: 404, retryable: false },
  RECONNECT_NEEDED: { status: 409, retryable: false },
  TICKET_INVALID: { status: 410, retryable: false },
  GHL_UNAVAILABLE: { status: 503, retryable: true },
  INTERNAL: { status: 500, retryable: true },
};
