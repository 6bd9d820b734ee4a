import type { AssistantBudgetView } from '@groundwork/shared/views';
import { ProgressBar } from '../../components/ui/progress-bar.tsx';
import { dayText } from './month-text.ts';
import { shareText, tokenText } from './token-text.ts';

/** How much of the month's tokens is used, and when there are new ones. */
export function BudgetMeter({ budget }: { budget: AssistantBudgetView }) {
  const { limitTokens, usedTokens, heldTokens, resetsAt } = budget;
  const text = `${tokenText(usedTokens)} of ${tokenText(limitTokens)} tokens this month`;
  const used = Math.min(usedTokens, limitTokens);
  return (
    <div className="text-sm">
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-3 text-xs text-muted tabular-nums">
        <span>
          {text} ({shareText(usedTokens, limitTokens)})
        </span>
        <span>New ones on {dayText(resetsAt)}</span>
      </p>
      <ProgressBar
        label="Tokens used this month"
        text={text}
        max={limitTokens}
        parts={[
          { value: used, tone: used * 10 >= limitTokens * 9 ? 'bad' : used * 2 > limitTokens ? 'warn' : 'info' },
          { value: Math.min(heldTokens, limitTokens - used), tone: 'neutral' },
        ]}
      />
      {heldTokens > 0 ? (
        <p className="mt-1 text-xs text-muted tabular-nums">
          {tokenText(heldTokens)} more are held by calls that run now.
        </p>
      ) : null}
    </div>
  );
}
