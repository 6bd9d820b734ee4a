import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import { pairColumns, placeIn, previousColumn } from '../grants/pair.ts';
import type { TokenPair } from '../grants/pair.ts';
import { holdsLease } from './lease.ts';
import { openStates } from './refresh-journal.ts';
import type { RefreshOutcome, RefreshRun } from './refresh.ts';

interface Failure {
  intentId: string;
  words: string;
}

/** False when somebody has taken over: then nothing is written. */
export const savePair = (run: RefreshRun, pair: TokenPair, presented: string): Promise<boolean> =>
  whileHolding(run, async (trx) => {
    const { ctx, row } = run;
    const wasCurrent =
      row.refresh_token !== null &&
      ctx.keyRing.open(row.refresh_token, placeIn('installations', row.id).refresh) === presented;
    await trx
      .updateTable('installations')
      .set({
        ...pairColumns(ctx.keyRing, row.id, pair),
        ...(wasCurrent ? previousColumn(ctx.keyRing, row) : { previous_refresh_token: null }),
        pair_number: row.pair_number + 1,
        refreshed_at: new Date(),
      })
      .where('id', '=', row.id)
      .where('pair_number', '=', row.pair_number)
      .execute();
    await trx
      .updateTable('refresh_journal')
      .set({ state: 'done', access_token: null, refresh_token: null, ended_at: new Date() })
      .where('installation_id', '=', row.id)
      .where('state', 'in', openStates)
      .execute();
  });

/** The grant stays. Where GHL may have rotated, the intent stays open and is tried again soon: at first within its grace. */
export async function noteFailure(run: RefreshRun, failure: Failure & { mayHaveRotated: boolean }): Promise<void> {
  await whileHolding(run, async (trx) => {
    await endIntent(trx, failure, failure.mayHaveRotated ? 'unknown' : 'failed');
    await postpone(run, trx, { last_error: failure.words, next_attempt_at: backoff(run.row.failures) });
  });
}

/** GHL says that this token is spent. It rests until GHL's grace is over and is then asked once more, to be sure. */
export async function noteRefusal(run: RefreshRun, failure: Failure): Promise<void> {
  const firstAt = run.row.refused_at ?? new Date();
  await whileHolding(run, async (trx) => {
    await endIntent(trx, failure, 'failed');
    const again = new Date(firstAt.getTime() + run.ctx.timings.graceMs);
    await postpone(run, trx, { last_error: failure.words, refused_at: firstAt, next_attempt_at: again });
  });
}

/** Nothing is deleted: a pair that a late holder still brings revives the installation. */
export async function declareBroken(run: RefreshRun): Promise<RefreshOutcome> {
  const isWritten = await whileHolding(run, async (trx) => {
    await trx
      .updateTable('installations')
      .set({
        broken_reason: sql`'GHL no longer accepts this connection. ' || coalesce(last_error, '')`,
        next_attempt_at: null,
      })
      .where('id', '=', run.row.id)
      .execute();
  });
  if (!isWritten) return 'fenced-out';
  run.ctx.log.error({ companyId: run.row.company_id, locationId: run.row.location_id }, 'installation needs reconnect');
  return 'needs-reconnect';
}

const whileHolding = (
  { ctx, lease }: RefreshRun,
  write: (trx: Transaction<OAuthDatabase>) => Promise<void>,
): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    if (!(await holdsLease(trx, lease))) return false;
    await write(trx);
    return true;
  });

const endIntent = (trx: Transaction<OAuthDatabase>, { intentId, words }: Failure, state: 'failed' | 'unknown') =>
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

/** Half a second at first, two minutes at most, jittered. */
function backoff(failures: number): Date {
  const delayMs = Math.min(120_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
  return new Date(Date.now() + delayMs);
}
