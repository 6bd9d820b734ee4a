import { AppError } from '@groundwork/shared';
import { hashJson, type Json } from '@groundwork/shared';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { hashSecret } from '../secrets.ts';

const keptSeconds = 24 * 3600;
/** Whose claim is this old without a word counts as gone. Should it only be slow, it can commit nothing any more. */
const heldSeconds = 8;
/** Three tries of a client are then enough for what its process died of. */
const askAgainSeconds = 4;
/** Processes of the release before do not say how long they hold it. */
const heldBeforeSeconds = 600;

export interface Call {
  key: string;
  procedure: string;
  input: unknown;
}

/** `ours` may commit and write its answer for as long as no other run has taken the row over. */
export interface OwnCall {
  state: 'ours';
  key: string;
  runId: string;
  /** What a run before this one has committed: its process died, or it failed after that. */
  outcome: { value?: unknown } | null;
}

type Claim = OwnCall | { state: 'answered'; answer: unknown } | { state: 'not-kept' };

/** One statement takes the row: of two at once one runs. Refuses what another input used, and what runs now. */
export async function claimCall(ctx: Context, call: Call): Promise<Claim> {
  const { agencyId } = ctx.actor;
  const key = ownKey(ctx, call.key);
  const runId = randomUUID();
  // With the key in it, which is kept nowhere: an input may be a short secret, and its bare hash would tell which.
  const inputHash = hashSecret(`${call.key} ${hashJson((call.input ?? null) as Json)}`);
  const now = ctx.now();
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  for (;;) {
    const { rows } = await sql<{ outcome: OwnCall['outcome'] }>`
      insert into idempotent_calls as held (agency_id, key, procedure, input_hash, run_id, created_at, held_until)
      values (${agencyId}, ${key}, ${call.procedure}, ${inputHash}, ${runId}, ${now}, ${heldUntil(now)})
      on conflict (agency_id, key) do update set procedure = excluded.procedure, input_hash = excluded.input_hash,
        run_id = excluded.run_id, created_at = excluded.created_at, held_until = excluded.held_until,
        answer = null, finished_at = null,
        outcome = case when held.created_at < ${ago(keptSeconds)} then null else held.outcome end
      where held.created_at < ${ago(keptSeconds)} or (
        held.finished_at is null
        and coalesce(held.held_until < ${now}, held.created_at < ${ago(heldBeforeSeconds)})
        and held.procedure = excluded.procedure and held.input_hash = excluded.input_hash)
      returning outcome`.execute(ctx.db);
    const [row] = rows;
    if (row) return { state: 'ours', key, runId, outcome: row.outcome };
    const held = await ctx.db
      .selectFrom('idempotent_calls')
      .where('agency_id', '=', agencyId)
      .where('key', '=', key)
      .select(['procedure', 'input_hash', 'answer', 'finished_at'])
      .executeTakeFirst();
    // It failed in between, and the key is free again.
    if (!held) continue;
    if (held.procedure !== call.procedure || held.input_hash !== inputHash)
      throw new AppError(
        'CONFLICT',
        'This idempotency-key belongs to another call. Use a new key for each call, and the same one only to send the same call again.',
      );
    if (held.finished_at === null)
      throw new AppError('CONFLICT', 'The same call is still running. Send it again in a moment to get its answer.', {
        retryable: true,
        retryAfterSeconds: askAgainSeconds,
      });
    return held.answer === null ? { state: 'not-kept' } : { state: 'answered', answer: held.answer['value'] };
  }
}

/** Says that its process lives. Whatever becomes of this, a claim that was taken over is noticed where it counts: at the commit. */
export async function holdCall({ db, now, actor }: Context, { key, runId }: OwnCall): Promise<void> {
  await db
    .updateTable('idempotent_calls')
    .set({ held_until: heldUntil(now()) })
    .where('agency_id', '=', actor.agencyId)
    .where('key', '=', key)
    .where('run_id', '=', runId)
    .where('finished_at', 'is', null)
    .execute();
}

const heldUntil = (now: Date): Date => new Date(now.getTime() + heldSeconds * 1000);

/** Bound to who asks: what one key or member was answered is no other's, not even within an agency. */
const ownKey = ({ actor }: Context, key: string): string =>
  hashSecret(`${actor.apiKey ? `key:${actor.apiKey.id}` : `member:${actor.memberId}`} ${key}`);
