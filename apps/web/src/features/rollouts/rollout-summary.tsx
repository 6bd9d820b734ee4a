import type { RolloutView } from '@groundwork/shared/views';
import { actionLooks } from '../../components/domain/plan-action.tsx';
import { textTone } from '../../components/ui/tone.ts';
import { planActions } from './summary-actions.ts';

/** What all plans together do, in numbers. */
export function RolloutSummary({ rollout: { summary, calls } }: { rollout: RolloutView }) {
  return (
    <dl aria-label="What all plans together do" className="flex flex-wrap gap-x-5 gap-y-1">
      {planActions
        .filter((action) => summary[action] > 0 || action === 'create' || action === 'update')
        .map((action) => {
          const { symbol, word, tone } = actionLooks[action];
          return (
            <div key={action} data-action={action} className="flex flex-row-reverse items-baseline gap-1.5">
              <dt className="text-sm text-muted">{word}</dt>
              <dd
                className={`text-lg font-semibold tabular-nums ${summary[action] > 0 ? textTone[tone] : 'text-muted'}`}
              >
                <span aria-hidden className="mr-0.5 font-mono">
                  {symbol}
                </span>
                {summary[action].toLocaleString('en')}
              </dd>
            </div>
          );
        })}
      <div className="flex flex-row-reverse items-baseline gap-1.5">
        <dt className="text-sm text-muted">calls to GoHighLevel</dt>
        <dd className="text-lg font-semibold text-muted tabular-nums">≈{calls.toLocaleString('en')}</dd>
      </div>
    </dl>
  );
}
