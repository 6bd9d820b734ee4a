import type { Context } from '../context.ts';

/**
 * Runs a call once for its key: for a day the same key with the same input answers the same, without doing it again; with another
 * input it is refused (CONFLICT). While the first one runs, a second one is refused as retryable; one whose process died is run again.
 */
export async function runOnce<T>(
  _ctx: Context,
  _call: { key: string; procedure: string; input: unknown },
  _run: () => Promise<T>,
): Promise<T> {
  throw new Error('not built');
}
