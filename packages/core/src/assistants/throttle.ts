import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { Context } from '../context.ts';

const windowSeconds = 600;
export const questionsPerMember = 30;
export const questionsPerAgency = 200;

/**
 * Refuses a question that comes too soon after too many others. Counted from the ledger, so every replica counts alike; only under
 * the lock of the agency's settings.
 */
export async function requireTurn(ctx: Context, tx: Tx): Promise<void> {
  const now = ctx.now().getTime();
  const questions = await tx
    .selectFrom('assistant_calls')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('created_at', '>', new Date(now - windowSeconds * 1_000))
    .groupBy(['run_id', 'member_id'])
    .select(['member_id', (call) => call.fn.min('created_at').as('askedAt')])
    .orderBy('askedAt', 'desc')
    .execute();
  const own = questions.filter((question) => question.member_id === ctx.actor.memberId);
  const refuse = (whose: string, limit: number, askedAt: Date): never => {
    const retryAfterSeconds = Math.max(1, Math.ceil((askedAt.getTime() - now) / 1_000 + windowSeconds));
    throw new AppError(
      'RATE_LIMITED',
      `${whose} asked ${limit} questions within ${windowSeconds / 60} minutes, and more are not taken. Ask again in ${retryAfterSeconds} seconds.`,
      { retryable: true, retryAfterSeconds },
    );
  };
  // There is room as soon as the oldest of the newest so many is out of the window.
  const blockingOwn = own[questionsPerMember - 1];
  if (blockingOwn) refuse('You have', questionsPerMember, blockingOwn.askedAt);
  const blocking = questions[questionsPerAgency - 1];
  if (blocking) refuse('Your agency has', questionsPerAgency, blocking.askedAt);
}
