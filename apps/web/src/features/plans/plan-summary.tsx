import { type PlanAction, type PlanSummary } from '@groundwork/shared/plan';
import { ActionMark, actionLooks } from '../../components/domain/plan-action.tsx';

const shown: readonly PlanAction[] = ['create', 'update', 'replace', 'delete', 'adopt', 'manual'];

/** The same numbers a reader would count in the lines below it. */
export function PlanSummaryBar({ summary }: { summary: PlanSummary }) {
  const actions = shown.filter((action) => summary[action] > 0);
  return (
    <ul aria-label="Summary of the plan" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {actions.map((action) => (
        <li key={action} className="flex items-center gap-2">
          <span className="text-lg font-semibold tabular-nums">{summary[action]}</span>
          <ActionMark action={action} />
        </li>
      ))}
      <li className="text-sm text-muted">{summary['no-op']} unchanged</li>
    </ul>
  );
}

/** What applying it writes: everything but unchanged lines and those left to a person. */
export const writesOf = (summary: PlanSummary): number =>
  shown.reduce((sum, action) => (action === 'manual' ? sum : sum + summary[action]), 0);

export const summaryText = (summary: PlanSummary): string =>
  shown
    .filter((action) => summary[action] > 0)
    .map((action) => `${summary[action]} to ${actionLooks[action].word}`)
    .join(', ');
