import type { ErrorCode } from '@groundwork/shared';
import { bridgeError } from '@groundwork/shared/bridge';
import type { BridgeErrorCode } from '@groundwork/shared/bridge';
import { ServiceError } from '../service-error.ts';
import type { ServiceErrorOptions } from '../service-error.ts';
import type { PolicyCall } from '../policy.ts';

export const down = 'The OAuth service cannot be reached. Check that it runs and that OAUTH_URLS names it';

/** What the OAuth service's refusal means to us. */
const meanings: Record<BridgeErrorCode, { code: ErrorCode; say?: string; refusedForSure: boolean }> = {
  BAD_REQUEST: { code: 'INTERNAL', say: 'The OAuth service did not understand our request', refusedForSure: true },
  UNAUTHORIZED: {
    code: 'OAUTH_UNAVAILABLE',
    say: "The OAuth service refused this server's signature (BRIDGE_KEYS and clocks must match)",
    refusedForSure: true,
  },
  FORBIDDEN: { code: 'FORBIDDEN', refusedForSure: true },
  NOT_INSTALLED: { code: 'NOT_INSTALLED', refusedForSure: true },
  LOCATION_PAUSED: { code: 'ACCOUNT_PAUSED', refusedForSure: true },
  RECONNECT_NEEDED: { code: 'RECONNECT_NEEDED', refusedForSure: true },
  TICKET_INVALID: { code: 'SIGN_IN_FAILED', refusedForSure: true },
  GHL_UNAVAILABLE: { code: 'GHL_UNAVAILABLE', refusedForSure: false },
  TOKEN_REFRESHING: { code: 'GHL_UNAVAILABLE', refusedForSure: false },
  INTERNAL: { code: 'OAUTH_UNAVAILABLE', refusedForSure: false },
};

/** Types an answer that is not a success. `json` is undefined when it was not JSON. */
export function bridgeFailure(call: PolicyCall, status: number, json: unknown): ServiceError {
  const parsed = bridgeError.safeParse(json);
  if (!parsed.success) return outage(call, `${down} (it answered status ${status}).`, { status });
  const { code, message, retryable, retryAfterMs, requestId } = parsed.data.error;
  const meaning = meanings[code];
  return new ServiceError({
    service: 'bridge',
    operation: call.operation,
    code: meaning.code,
    message: meaning.say ? `${meaning.say}: ${message}` : message,
    retryable: retryable && code !== 'UNAUTHORIZED',
    outcome: call.safe || meaning.refusedForSure ? 'not-applied' : 'unknown',
    status,
    retryAfterMs,
    traceId: requestId,
  });
}

/** No usable answer: another replica, or a later try, may give one. */
export const outage = (
  call: PolicyCall,
  message: string,
  { status, outcome, cause }: Pick<Partial<ServiceErrorOptions>, 'status' | 'outcome' | 'cause'> = {},
): ServiceError =>
  new ServiceError({
    service: 'bridge',
    operation: call.operation,
    code: 'OAUTH_UNAVAILABLE',
    message,
    retryable: true,
    outcome: outcome ?? (call.safe ? 'not-applied' : 'unknown'),
    status,
    cause,
  });
