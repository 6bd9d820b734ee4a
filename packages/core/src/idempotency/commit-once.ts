import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { Context } from '../context.ts';
import type { OwnCall } from './claim-call.ts';

/** One transaction, with the note of what came of it. */
export type Commit = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** A transaction that a call which may be sent twice commits once. Answers what it came to, again and again. */
export const commitOnce = <T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> =>
  once(ctx, (commit) => commit(work));

/**
 * The part of a verb that decides and commits, as one thing that is done once for its call. Where a run before this one had committed,
 * because its process died before it answered, what that came to is the answer and nothing is decided anew: not even whether it still
 * may be. What only reads for the answer comes after it. `T` is kept as JSON; a verb does this once.
 */
export async function once<T>(ctx: Context, make: (commit: Commit) => Promise<T>): Promise<T> {
  const { once: call } = ctx;
  if (!call) return make((work) => ctx.db.transaction().execute(work));
  // Written by this very procedure for this very input.
  if (call.outcome) return call.outcome.value as T;
  return make((work) =>
    ctx.db.transaction().execute(async (tx) => {
      const value = await work(tx);
      await note(tx, ctx, call, value);
      return value;
    }),
  );
}

/** Rolls all of it back where another run has taken the call over: its process was too slow to say that it lives. */
async function note(tx: Tx, { actor }: Context, { key, runId }: OwnCall, value: unknown): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('idempotent_calls')
    .set({ outcome: JSON.stringify({ value }) })
    .where('agency_id', '=', actor.agencyId)
    .where('key', '=', key)
    .where('run_id', '=', runId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    throw new AppError(
      'CONFLICT',
      'The same call was sent again and runs now. Send it again in a moment to get its answer.',
      {
        retryable: true,
      },
    );
}
