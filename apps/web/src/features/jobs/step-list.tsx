import type { StepState, StepView } from '@groundwork/shared/views';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Card } from '../../components/ui/card.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { StepStateMark } from './step-state.tsx';

/** What needs a look first; the rest in the order of the plan. */
const rank: Partial<Record<StepState, number>> = { FAILED: 0, UNKNOWN: 1 };

export function StepList({ steps, failedFirst }: { steps: readonly StepView[]; failedFirst: boolean }) {
  const shown = failedFirst
    ? steps.toSorted((a, b) => (rank[a.state] ?? 2) - (rank[b.state] ?? 2) || a.position - b.position)
    : steps;
  return (
    <Card className="overflow-hidden">
      <ol aria-label="Steps" className="divide-y divide-line">
        {shown.map((step) => (
          <li key={step.position} className="px-4 py-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <StepStateMark state={step.state} />
              <ActionMark action={step.action} />
              <span className="min-w-0 flex-1 basis-40">
                <span dir="auto" className="block font-medium">
                  {step.title}
                </span>
                <code className="block font-mono text-xs text-muted">{step.address}</code>
              </span>
              {step.ghlId ? <CopyableId id={step.ghlId} label="GHL id" short /> : null}
            </div>
            {step.attempts > 1 ? (
              <p className="mt-0.5 text-xs text-muted sm:pl-31">Written in {step.attempts} attempts</p>
            ) : null}
            {step.error ? (
              <p className="mt-1 text-sm text-bad sm:pl-31">
                {step.error.message} <code className="font-mono text-xs">{step.error.code}</code>
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}
