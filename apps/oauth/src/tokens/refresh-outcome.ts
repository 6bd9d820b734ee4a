import type { Transaction } from 'kysely';
import { sha256Hex } from '../crypto/hash.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { pairColumns, previousColumn } from '../grants/pair.ts';
import type { TokenPair } from '../grants/pair.ts';
import { endPause, notePaused } from '../grants/pauses.ts';
import type { RefreshRun } from './begin-run.ts';
import { whileHolding } from './lease.ts';
import { closeAll } from './refresh-journal.ts';

export interface Attempt {
  intentId: string;
  /** A call of this attempt brought no answer. */
  mayHaveRotated: boolean;
}

/** When somebody has taken over, nothing is written. */
export const savePair = (run: RefreshRun, pair: TokenPair, presented: string): Promise<'refreshed' | 'fenced-out'> => {
  const { ctx, row, tokens, lease } = run;
  return whileHolding(ctx.db, lease, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('installations')
      .set({
        ...pairColumns(ctx.keyRing, row.id, pair),
        ...(presented === tokens.current ? previousColumn(ctx.keyRing, row) : { previous_refresh_token: null }),
        pair_number: row.pair_number + 1,
        refreshed_at: new Date(),
      })
      .where('id', '=', row.id)
      .where('pair_number', '=', row.pair_number)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return 'fenced-out';
    if (row.location_id !== null) await endPause(trx, { companyId: row.company_id, locationId: row.location_id });
    await closeAll(trx, row.id, sha256Hex(presented));
    return 'refreshed';
  });
};

/** The location is paused in GHL: its grant rests with it, longer than after another failure. */
export async function notePausedGrant(
  run: RefreshRun,
  attempt: Attempt,
  words: string,
): Promise<'kept' | 'fenced-out'> {
  const { company_id: companyId, location_id: locationId } = run.row;
  const outcome = await noteFailure(run, attempt, words, run.ctx.timings.askPausedAtMostEveryMs);
  if (locationId !== null && outcome === 'kept') await notePaused(run.ctx, { companyId, locationId });
  return outcome;
}

/** The grant stays. Where GHL may have rotated, the intent stays open and is tried again within GHL's grace. */
export async function noteFailure(
  run: RefreshRun,
  attempt: Attempt,
  words: string,
  restMs = 0,
): Promise<'kept' | 'fenced-out'> {
  const isOpen = run.unfinished || attempt.mayHaveRotated;
  const longestMs = isOpen ? Math.min(120_000, run.ctx.timings.graceMs / 3) : 120_000;
  const backoffAt = backoff(run.row.failures, longestMs);
  return whileHolding(run.ctx.db, run.lease, async (trx) => {
    await endIntent(trx, attempt, { state: isOpen ? 'unknown' : 'failed', words });
    await postpone(run, trx, { last_error: words, next_attempt_at: isOpen ? backoffAt : later(backoffAt, restMs) });
    return 'kept' as const;
  });
}

/** GHL says that this token is spent. It rests until GHL's grace is over and is then asked once more, to be sure. */
export async function noteRefusal(
  run: RefreshRun,
  attempt: Attempt,
  words: string,
): Promise<'kept' | 'refused-for-good' | 'fenced-out'> {
  const { row, ctx } = run;
  const firstAt = row.refused_at ?? new Date();
  const again = new Date(firstAt.getTime() + ctx.timings.graceMs);
  return whileHolding(ctx.db, run.lease, async (trx) => {
    // An answer that was lost stays on record: it is the likely reason.
    await endIntent(trx, attempt, { state: attempt.mayHaveRotated ? 'unknown' : 'failed', words });
    await postpone(run, trx, { last_error: words, refused_at: firstAt, next_attempt_at: again });
    return row.refused_at !== null && again.getTime() <= Date.now() ? 'refused-for-good' : 'kept';
  });
}

const endIntent = (
  trx: Transaction<OAuthDatabase>,
  { intentId }: Attempt,
  { state, words }: { state: 'failed' | 'unknown'; words: string },
) =>
  trx
    .updateTable('refresh_journal')
    .set({ state, error: words, ended_at: new Date() })
    .where('id', '=', intentId)
    .execute();

const postpone = (
  { row }: RefreshRun,
  trx: Transaction<OAuthDatabase>,
  next: { last_error: string; next_attempt_at: Date; refused_at?: Date },
) =>
  trx
    .updateTable('installations')
    .set({ ...next, failures: row.failures + 1 })
    .where('id', '=', row.id)
    .execute();

const later = (time: Date, restMs: number): Date => new Date(Math.max(time.getTime(), Date.now() + restMs));

/** Half a second at first, jittered. */
function backoff(failures: number, longestMs: number): Date {
  const delayMs = Math.min(longestMs, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
  return new Date(Date.now() + delayMs);
}
