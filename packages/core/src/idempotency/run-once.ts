import { AppError } from '@groundwork/shared';
import type { Context } from '../context.ts';
import { type Call, claimCall, holdCall, type OwnCall } from './claim-call.ts';
import { keepAnswer, releaseCall } from './keep-answer.ts';

/**
 * Runs a call once for its key: for a day the same key with the same input answers the same, without doing it again; with another
 * input it is refused (CONFLICT). While the first one runs, a second one is refused as retryable; one whose process died is run again,
 * and goes on from what it had committed (`commit-once.ts`). A call that failed has no answer: the same key then runs it again. So it
 * is where the answer is not to be kept, as it may show secrets: it is made again, of what was committed.
 */
export async function runOnce<T>(
  ctx: Context,
  call: Call,
  run: (own: OwnCall) => Promise<T>,
  { holdEveryMs = 2_000, keepsAnswer = true }: { holdEveryMs?: number; keepsAnswer?: boolean } = {},
): Promise<T> {
  const claim = await claimCall(ctx, call);
  switch (claim.state) {
    case 'answered':
      // Written by this very procedure for this very input; a deploy in between may have changed what it answers.
      return claim.answer as T;
    case 'not-kept':
      throw new AppError(
        'CONFLICT',
        'This call was done before, but its answer was too large to be kept. Read what it wrote instead of sending it again.',
      );
    case 'ours':
      break;
  }
  const holding = setInterval(() => void holdCall(ctx, claim).catch(() => undefined), holdEveryMs);
  const answer = await run(claim)
    .finally(() => clearInterval(holding))
    .catch(async (error: unknown) => {
      await releaseCall(ctx, claim);
      throw error;
    });
  await (keepsAnswer ? keepAnswer(ctx, claim, answer) : releaseCall(ctx, claim));
  return answer;
}
