import { ServiceError } from '@groundwork/integrations';

/** The OAuth service knows no such ticket of this browser: spent, too old, or made for something else. */
export const isBadTicket = (error: unknown): boolean =>
  error instanceof ServiceError && error.operation === 'redeemTicket' && error.code === 'SIGN_IN_FAILED';
