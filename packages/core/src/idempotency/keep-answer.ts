import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { OwnCall } from './claim-call.ts';

const maxAnswerBytes = 1024 * 1024;

/** Whatever becomes of this, the call was done and its caller is answered. */
export async function keepAnswer(ctx: Context, own: OwnCall, answer: unknown): Promise<void> {
  const text = JSON.stringify({ value: answer });
  const fits = Buffer.byteLength(text) <= maxAnswerBytes;
  await finish(ctx, own, fits ? text : null)
    // PostgreSQL takes no NUL in a text, and GHL's texts are anybody's.
    .catch(() => finish(ctx, own, null))
    .catch((error: unknown) =>
      ctx.log.error({ err: error }, 'the answer of a call that may be sent twice was not kept'),
    );
}

/**
 * A call that failed may be sent again at once, and so may one whose answer is not kept. What it had committed stays noted, so that it
 * is not done again.
 */
export async function releaseCall({ db, log, actor }: Context, { key, runId }: OwnCall): Promise<void> {
  await sql`
    with forgotten as (
      delete from idempotent_calls
      where agency_id = ${actor.agencyId} and key = ${key} and run_id = ${runId} and outcome is null)
    update idempotent_calls set held_until = '-infinity'
    where agency_id = ${actor.agencyId} and key = ${key} and run_id = ${runId} and outcome is not null`
    .execute(db)
    .catch((error: unknown) => log.warn({ err: error }, 'a call that failed holds its key for a few seconds more'));
}

async function finish({ db, now, actor }: Context, { key, runId }: OwnCall, answer: string | null): Promise<void> {
  await db
    .updateTable('idempotent_calls')
    .set({ answer, finished_at: now() })
    .where('agency_id', '=', actor.agencyId)
    .where('key', '=', key)
    .where('run_id', '=', runId)
    .execute();
}
