import type { ErrorCode, Issue } from '@groundwork/shared';
import type { AppErrorData } from '@groundwork/api';
import { TRPCClientError } from '@trpc/client';

/** What the UI needs to know of a failed call. `UNREACHABLE`: there was no answer of ours at all. */
export interface Failure {
  code: ErrorCode | 'UNREACHABLE';
  message: string;
  retryable: boolean;
  /** When it may be tried again, where that is known. */
  retryAfterSeconds?: number | undefined;
  issues: readonly Issue[];
  requestId: string | null;
}

export function readFailure(error: unknown): Failure {
  if (error instanceof TRPCClientError) {
    const app = appDataOf(error);
    if (app) return { ...app, issues: app.issues ?? [], requestId: app.requestId || null };
    return {
      code: 'UNREACHABLE',
      message: 'Groundwork does not answer. Check your connection; what was running goes on without this page.',
      retryable: true,
      issues: [],
      requestId: null,
    };
  }
  return {
    code: 'INTERNAL',
    message: 'This page ran into a fault of its own. Load it again; if it stays, report what you did before it.',
    retryable: true,
    issues: [],
    requestId: null,
  };
}

export const isUnauthorized = (error: unknown): boolean => readFailure(error).code === 'UNAUTHORIZED';
/** An address that leads nowhere: no such thing, or an id that cannot be one. */
export const isMissing = (error: unknown): boolean => ['NOT_FOUND', 'BAD_REQUEST'].includes(readFailure(error).code);
export const isUnreachable = (error: unknown): boolean => readFailure(error).code === 'UNREACHABLE';

function appDataOf(error: { data?: unknown }): AppErrorData | null {
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('app' in data)) return null;
  return data.app as AppErrorData;
}
