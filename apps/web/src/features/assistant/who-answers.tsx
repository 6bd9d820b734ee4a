import type { AssistantStatusView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { CircleSlash, Sparkles } from 'lucide-react';
import { BudgetMeter } from './budget-meter.tsx';
import { isModelUp, statusText } from './origin-text.ts';

/** Who would answer now, and what is left of the month's tokens once that begins to matter. */
export function WhoAnswers({ status }: { status: AssistantStatusView }) {
  const { budget, provider } = status;
  const Icon = isModelUp(status) ? Sparkles : CircleSlash;
  const isWorthTelling = provider === 'model' && (budget.usedTokens + budget.heldTokens) * 2 > budget.limitTokens;
  return (
    <div className="space-y-2">
      <p data-provider={provider} data-health={status.health} className="flex items-start gap-2 text-sm text-muted">
        <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span>
          {statusText(status)}{' '}
          <Link to="/settings/assistant" className="whitespace-nowrap text-accent underline">
            {provider === 'model' ? 'What it costs' : 'What was asked'}
          </Link>
        </span>
      </p>
      {isWorthTelling ? <BudgetMeter budget={budget} /> : null}
    </div>
  );
}
