import { AppError } from '@groundwork/shared';
import { hashJson, type Json } from '@groundwork/shared';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { hashSecret } from '../secrets.ts';

const keptSeconds = 24 * 3600;
/**
 * After so long its process counts as gone. Far longer than the longest call takes, which reads an account of GHL to its last page: a
 * shorter time would run a slow one beside itself. Whoever sends it again meanwhile is told to wait.
 */
const lostAfterSeconds = 600;

export interface Call {
  key: string;
  procedure: string;
  input: unknown;
}

/** `ours` may write its answer for as long as no other run has taken the row over. */
export interface OwnCall {
  state: 'ours';
  key: string;
  runId: string;
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
    const { rows } = await sql<{ run_id: string }>`
      insert into idempotent_calls as held (agency_id, key, procedure, input_hash, run_id, created_at)
      values (${agencyId}, ${key}, ${call.procedure}, ${inputHash}, ${runId}, ${now})
      on conflict (agency_id, key) do update set procedure = excluded.procedure, input_hash = excluded.input_hash,
        run_id = excluded.run_id, created_at = excluded.created_at, answer = null, finished_at = null
      where held.created_at < ${ago(keptSeconds)} or (
        held.finished_at is null and held.created_at < ${ago(lostAfterSeconds)}
        and held.procedure = excluded.procedure and held.input_hash = excluded.input_hash)
      returning run_id`.execute(ctx.db);
    if (rows.length > 0) return { state: 'ours', key, runId };
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
      });
    return held.answer === null ? { state: 'not-kept' } : { state: 'answered', answer: held.answer['value'] };
  }
}

/** Bound to who asks: what one key or member was answered is no other's, not even within an agency. */
const ownKey = ({ actor }: Context, key: string): string =>
  hashSecret(`${actor.apiKey ? `key:${actor.apiKey.id}` : `member:${actor.memberId}`} ${key}`);
