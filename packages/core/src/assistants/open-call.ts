import type { Tx } from '@groundwork/db';
import type { AssistantSource, AssistantTask } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { countHit } from './answer-cache.ts';
import { requireBudget, requireModel } from './budget.ts';
import { settleLost } from './settle-call.ts';
import { requireTurn } from './throttle.ts';

export interface NewCall {
  runId: string;
  task: AssistantTask;
  source: AssistantSource;
  model: string | null;
  /** The most it may use. */
  reserveTokens: number;
  /** The answer it takes from the cache. */
  hit?: { key: string; savedTokens: number } | undefined;
}

/**
 * Writes a row of the ledger before anything is spent, or refuses: RATE_LIMITED for a question too many, AI_BUDGET_SPENT for tokens
 * too many. One transaction under the lock of the agency's settings, so that no two questions, at any replica, take the same room.
 */
export function openCall(ctx: Context, call: NewCall): Promise<string> {
  const { agencyId, memberId } = ctx.actor;
  return ctx.db.transaction().execute(async (tx) => {
    const monthlyTokens = await lockSettings(tx, agencyId);
    const attempt = await nextAttempt(tx, agencyId, call.runId);
    if (attempt === 1) await requireTurn(ctx, tx);
    if (call.source !== 'offline') requireModel(monthlyTokens ?? ctx.assistant.monthlyTokens);
    if (call.source === 'model') {
      await settleLost(tx, ctx.now(), agencyId);
      await requireBudget(ctx, tx, call.reserveTokens);
    }
    if (call.hit) await countHit(tx, agencyId, call.hit.key, ctx.now());
    const { id } = await tx
      .insertInto('assistant_calls')
      .values({
        agency_id: agencyId,
        member_id: memberId,
        run_id: call.runId,
        attempt,
        task: call.task,
        source: call.source,
        model: call.model,
        reserved_tokens: call.reserveTokens,
        created_at: ctx.now(),
        ...(call.hit && {
          state: 'DONE' as const,
          saved_tokens: call.hit.savedTokens,
          cost_micros: 0,
          finished_at: ctx.now(),
        }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** Answers the agency's own limit. */
async function lockSettings(tx: Tx, agencyId: string): Promise<number | null> {
  await tx
    .insertInto('assistant_settings')
    .values({ agency_id: agencyId, monthly_tokens: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const settings = await tx
    .selectFrom('assistant_settings')
    .where('agency_id', '=', agencyId)
    .select('monthly_tokens')
    .forUpdate()
    .executeTakeFirstOrThrow();
  return settings.monthly_tokens;
}

/** Of a run, from 1: calls of the model, then perhaps the composer's. */
async function nextAttempt(tx: Tx, agencyId: string, runId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('assistant_calls')
    .where('agency_id', '=', agencyId)
    .where('run_id', '=', runId)
    .select((call) => call.fn.max('attempt').as('last'))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
