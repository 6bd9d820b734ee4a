import { ServiceError } from '@groundwork/integrations';
import { AppError, type ErrorCode } from '@groundwork/shared';

/**
 * Why a wait or a write was cut short. A write it stops had not been sent; where one of several calls had, the adapter makes its
 * outcome unknown.
 */
export abstract class JobStopped extends ServiceError {
  constructor(code: ErrorCode, message: string, cause?: AppError) {
    super({ service: 'groundwork', operation: 'stop', code, message, retryable: false, outcome: 'not-applied', cause });
  }
}

/** Somebody said so. */
export class JobCancelled extends JobStopped {
  constructor() {
    super('CONFLICT', 'The job was cancelled.');
  }
}

/** GHL lets nobody at the account until a person acts there: what is left would be refused line by line. */
export class AccountClosed extends JobStopped {
  constructor(cause: AppError) {
    super(cause.code, cause.message, cause);
  }
}

/** What says that the account is closed, of an error and its causes; or null. */
export const closing = (error: unknown): ServiceError | null => serviceErrorIn(error, closes);

/** The OAuth service is away, or does not take our signature: the account has nothing to do with it, and a person mends it. */
export const awaitsMend = (error: unknown): ServiceError | null =>
  serviceErrorIn(error, ({ code }) => code === 'OAUTH_UNAVAILABLE');

const closes = ({ code, service }: ServiceError): boolean =>
  code === 'ACCOUNT_PAUSED' ||
  code === 'NOT_INSTALLED' ||
  // From GHL itself it may be about one permission, which other kinds do not need.
  (code === 'RECONNECT_NEEDED' && service === 'bridge');

/** As the service said it: errors around it tell the story of one read or one plan. */
function serviceErrorIn(error: unknown, matches: (error: ServiceError) => boolean): ServiceError | null {
  if (error instanceof ServiceError && matches(error)) return error;
  return error instanceof AppError ? serviceErrorIn(error.cause, matches) : null;
}
