import type { Db, Tx } from '@groundwork/db';
import { costMicros, type TokenUsage } from '@groundwork/integrations/openai';
import type { ErrorCode } from '@groundwork/shared';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { heldForMs } from './budget.ts';

export interface Settlement {
  state: 'DONE' | 'FAILED' | 'CANCELLED';
  errorCode: ErrorCode | null;
  /** Null: nothing was spent. */
  usage: TokenUsage | null;
  model: string | null;
}

/**
 * What a call came to, in place of what was held for it. Never throws: the answer is there, or its error is told; a row that cannot
 * be written now counts with all that was held (`settleLost`).
 */
export async function settleCall(
  ctx: Context,
  id: string,
  { state, errorCode, usage, model }: Settlement,
): Promise<void> {
  try {
    await ctx.db
      .updateTable('assistant_calls')
      .set({
        state,
        error_code: errorCode,
        input_tokens: usage?.inputTokens ?? 0,
        cached_input_tokens: usage?.cachedInputTokens ?? 0,
        output_tokens: usage?.outputTokens ?? 0,
        usage_estimated: usage?.estimated ?? false,
        cost_micros: costOf(model, usage),
        finished_at: ctx.now(),
      })
      .where('agency_id', '=', ctx.actor.agencyId)
      .where('id', '=', id)
      .execute();
  } catch (error) {
    ctx.log.error({ err: error, callId: id }, 'a call of the assistant could not be settled');
  }
  if (!usage || !model) return;
  ctx.assistant.metrics?.tokens(model, 'input', usage.inputTokens - usage.cachedInputTokens);
  ctx.assistant.metrics?.tokens(model, 'cached-input', usage.cachedInputTokens);
  ctx.assistant.metrics?.tokens(model, 'output', usage.outputTokens);
}

/** In millionths of a US dollar; null where nobody knows the model's price. */
export const costOf = (model: string | null, usage: TokenUsage | null): number | null =>
  usage === null || model === null ? 0 : costMicros(model, usage);

/** Calls whose process died before it could say what they came to: the most they may have used counts. */
export async function settleLost(db: Db | Tx, now: Date, agencyId?: string): Promise<void> {
  const lost = await db
    .selectFrom('assistant_calls')
    // As it stands in `assistant_calls_running`, which a parameter in its place would not find.
    .where('state', '=', sql.lit('RUNNING'))
    .where('created_at', '<=', new Date(now.getTime() - heldForMs))
    .$if(agencyId !== undefined, (query) => query.where('agency_id', '=', agencyId ?? ''))
    .select(['id', 'model', 'reserved_tokens'])
    .execute();
  for (const { id, model, reserved_tokens: inputTokens } of lost) {
    const usage = { inputTokens, cachedInputTokens: 0, outputTokens: 0, estimated: true };
    await db
      .updateTable('assistant_calls')
      .set({
        state: 'FAILED',
        error_code: 'OUTCOME_UNKNOWN',
        input_tokens: inputTokens,
        usage_estimated: true,
        cost_micros: costOf(model, usage),
        finished_at: now,
      })
      .where('id', '=', id)
      // It may have been settled meanwhile, with what it truly used.
      .where('state', '=', 'RUNNING')
      .execute();
  }
}
