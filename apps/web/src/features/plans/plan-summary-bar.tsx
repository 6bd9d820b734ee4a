import type { PlanAction, PlanSummary } from '@groundwork/shared/plan';
import { actionLooks } from '../../components/domain/plan-action.tsx';
import { Card } from '../../components/ui/card.tsx';
import { textTone } from '../../components/ui/tone.ts';
import { writingActions } from './plan-facts.ts';

interface PlanSummaryBarProps {
  summary: PlanSummary;
  /** The action whose lines alone are shown. */
  chosen: PlanAction | null;
  onChoose: (action: PlanAction | null) => void;
}

const shown: readonly PlanAction[] = [...writingActions, 'manual', 'no-op'];

/** The plan in numbers: the same ones a reader would count below. A number shows its lines alone; once more, all of them. */
export const PlanSummaryBar = ({ summary, chosen, onChoose }: PlanSummaryBarProps) => (
  <Card className="mb-4">
    <dl aria-label="Plan summary" className="flex flex-wrap gap-x-2 gap-y-1 px-2 py-2">
      {shown
        .filter((action) => summary[action] > 0 || always.has(action))
        .map((action) => {
          const { symbol, word, tone } = actionLooks[action];
          const count = summary[action];
          const isChosen = chosen === action;
          const number = (
            <>
              <span aria-hidden className="mr-0.5 font-mono">
                {symbol}
              </span>
              {count}
            </>
          );
          return (
            <div
              key={action}
              data-action={action}
              className={`relative flex flex-row-reverse items-baseline gap-1.5 rounded-md px-2 py-1 ${isChosen ? 'bg-sunken ring-1 ring-edge' : ''} ${count > 0 ? 'hover:bg-sunken' : ''}`}
            >
              <dt className={`text-sm ${isChosen ? 'font-medium' : 'text-muted'}`}>{word}</dt>
              <dd className={`text-lg font-semibold tabular-nums ${count > 0 ? textTone[tone] : 'text-muted'}`}>
                {count > 0 ? (
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={`${count} ${word}: show only these`}
                    onClick={() => onChoose(isChosen ? null : action)}
                    className="after:absolute after:inset-0 after:rounded-md"
                  >
                    {number}
                  </button>
                ) : (
                  number
                )}
              </dd>
            </div>
          );
        })}
    </dl>
  </Card>
);

/** Named even when there are none. */
const always: ReadonlySet<PlanAction> = new Set(['create', 'update', 'delete']);
