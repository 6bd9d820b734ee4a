import { AppError } from '@groundwork/shared';
import { ServiceError } from '../service-error.ts';
import { isRead } from './operation.ts';
import type { Send } from './send.ts';

/**
 * A write that takes several calls. One that fails after GHL has accepted an earlier one is half done: its error says
 * `outcome: 'unknown'`, so that the caller reads back and completes it, whatever the failed call itself did.
 */
export async function oneWrite<T>(sends: { first: Send; rest: Send }, write: (send: Send) => Promise<T>): Promise<T> {
  let begun = false;
  let current = '';
  try {
    return await write(async (operation, input, schema) => {
      current = operation.name;
      const answer = await (begun ? sends.rest : sends.first)(operation, input, schema);
      begun ||= !isRead(operation);
      return answer;
    });
  } catch (error) {
    throw begun && error instanceof AppError ? halfDone(error, current) : error;
  }
}

/** The error may be GHL's, a token's or the budget's. `duplicate` spoke of the call that failed, not of the object. */
function halfDone(error: AppError, operation: string): ServiceError {
  const { code, message, retryable, issues } = error;
  const same = { code, message, retryable, issues, outcome: 'unknown', cause: error } as const;
  if (!(error instanceof ServiceError)) return new ServiceError({ ...same, service: 'ghl', operation });
  const { service, status, traceId, retryAfterMs } = error;
  return new ServiceError({ ...same, service, operation: error.operation, status, traceId, retryAfterMs });
}
