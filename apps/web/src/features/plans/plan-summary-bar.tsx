import type { PlanAction, PlanSummary } from '@groundwork/shared/plan';
import { actionLooks } from '../../components/domain/plan-action.tsx';
import { Card } from '../../components/ui/card.tsx';
import { textTone } from '../../components/ui/tone.ts';
import { writingActions } from './plan-facts.ts';

const shown: readonly PlanAction[] = [...writingActions, 'manual', 'no-op'];

/** The plan in numbers: the same ones a reader would count below. Create, update and delete are named even when there are none. */
export const PlanSummaryBar = ({ summary }: { summary: PlanSummary }) => (
  <Card className="mb-4">
    <dl aria-label="Plan summary" className="flex flex-wrap gap-x-6 gap-y-2 px-4 py-3">
      {shown
        .filter((action) => summary[action] > 0 || always.has(action))
        .map((action) => {
          const { symbol, word, tone } = actionLooks[action];
          const count = summary[action];
          return (
            <div key={action} data-action={action} className="flex flex-row-reverse items-baseline gap-1.5">
              <dt className="text-sm text-muted">{word}</dt>
              <dd className={`text-lg font-semibold tabular-nums ${count > 0 ? textTone[tone] : 'text-muted'}`}>
                <span aria-hidden className="mr-0.5 font-mono">
                  {symbol}
                </span>
                {count}
              </dd>
            </div>
          );
        })}
    </dl>
  </Card>
);

const always: ReadonlySet<PlanAction> = new Set(['create', 'update', 'delete']);
