import type { Db, Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { AssistantBudgetView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { type Month, monthOf } from './month.ts';

/** Longer than any call of the model takes: what runs after that has lost its process, and its hold counts as used. */
export const heldForMs = 10 * 60_000;

export async function readBudget(
  ctx: Context,
  db: Db | Tx = ctx.db,
  month: Month = monthOf(ctx.now()),
): Promise<AssistantBudgetView> {
  const { agencyId } = ctx.actor;
  const holdsSince = new Date(ctx.now().getTime() - heldForMs);
  const isHeld = sql`state = 'RUNNING' and created_at > ${holdsSince}`;
  const { used, held } = await db
    .selectFrom('assistant_calls')
    .where('agency_id', '=', agencyId)
    .where('created_at', '>=', month.start)
    .where('created_at', '<', month.end)
    .select([
      sql<number>`coalesce(sum(
        case when ${isHeld} then 0 when state = 'RUNNING' then reserved_tokens else input_tokens + output_tokens end
      ), 0)::bigint`.as('used'),
      sql<number>`coalesce(sum(reserved_tokens) filter (where ${isHeld}), 0)::bigint`.as('held'),
    ])
    .executeTakeFirstOrThrow();
  const settings = await db
    .selectFrom('assistant_settings')
    .where('agency_id', '=', agencyId)
    .select('monthly_tokens')
    .executeTakeFirst();
  return {
    limitTokens: settings?.monthly_tokens ?? ctx.assistant.monthlyTokens,
    usedTokens: used,
    heldTokens: held,
    resetsAt: month.end.toISOString(),
  };
}

/** Refuses a call that may go beyond the limit. Only under the lock of the agency's settings: else two could pass at once. */
export async function requireBudget(ctx: Context, tx: Tx, reserve: number): Promise<void> {
  const budget = await readBudget(ctx, tx);
  const { limitTokens, usedTokens, heldTokens } = budget;
  if (usedTokens + heldTokens + reserve <= limitTokens) return;
  throw new AppError('AI_BUDGET_SPENT', refusal(budget, reserve), {
    retryable: usedTokens + reserve <= limitTokens,
  });
}

/** Refuses where the limit is 0: no language model shall answer, not even with what it said before, which costs nothing. */
export function requireModel(limitTokens: number): void {
  if (limitTokens > 0) return;
  const message = `Your agency gives the language model no tokens: its limit is 0. ${whoRaises}`;
  throw new AppError('AI_BUDGET_SPENT', message);
}

const whoRaises = 'An owner or admin of your agency may raise the limit in the settings of the assistant.';

function refusal({ limitTokens, usedTokens, heldTokens, resetsAt }: AssistantBudgetView, reserve: number): string {
  const held = heldTokens > 0 ? `, ${tokens(heldTokens)} are held by questions being answered` : '';
  return `Your agency has used ${tokens(usedTokens)} of this month's ${tokens(limitTokens)} tokens${held}, and this question may take ${tokens(reserve)}. The next month begins on ${resetsAt.slice(0, 10)} (UTC). ${whoRaises}`;
}

const tokens = (count: number): string => count.toLocaleString('en-US');
