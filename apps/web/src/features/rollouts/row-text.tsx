import type { RolloutRowView } from '@groundwork/shared/views';
import { actionLooks } from '../../components/domain/plan-action.tsx';
import { planActions } from './summary-actions.ts';

/** How far an account is, or what is planned for it: `12 of 16 applied · 1 failed`, `+12 ~1`. */
export function RowText({ row: { jobId, done, total, failed, summary } }: { row: RolloutRowView }) {
  if (jobId !== null)
    return (
      <span className="whitespace-nowrap tabular-nums">
        {done} of {total} applied
        {failed > 0 ? <span className="text-bad"> · {failed} failed</span> : null}
      </span>
    );
  if (summary === null) return null;
  return (
    <span className="inline-flex gap-x-1.5 tabular-nums">
      {planActions
        .filter((action) => summary[action] > 0)
        .map((action) => (
          <span key={action} title={`${summary[action]} ${actionLooks[action].word}`}>
            <span aria-hidden className="font-mono">
              {actionLooks[action].symbol}
            </span>
            {summary[action]}
            <span className="sr-only"> {actionLooks[action].word}</span>
          </span>
        ))}
    </span>
  );
}
