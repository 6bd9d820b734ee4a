import { ServiceError } from '../service-error.ts';
import { isRead } from './operation.ts';
import type { Send } from './send.ts';

/**
 * A write that takes several calls. One that fails after GHL has accepted an earlier one is half done: its error says
 * `outcome: 'unknown'`, so that the caller reads back and completes it, whatever the failed call itself did.
 */
export async function oneWrite<T>(send: Send, write: (send: Send) => Promise<T>): Promise<T> {
  let begun = false;
  try {
    return await write(async (operation, input, schema) => {
      const answer = await send(operation, input, schema);
      begun ||= !isRead(operation);
      return answer;
    });
  } catch (error) {
    throw begun && error instanceof ServiceError ? halfDone(error) : error;
  }
}

/** `duplicate` spoke of the call that failed, not of the object. */
const halfDone = (error: ServiceError): ServiceError =>
  new ServiceError({
    service: error.service,
    operation: error.operation,
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    outcome: 'unknown',
    status: error.status,
    traceId: error.traceId,
    retryAfterMs: error.retryAfterMs,
    issues: error.issues,
    cause: error,
  });
