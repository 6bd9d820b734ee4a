import type { JobView } from '@groundwork/shared/views';
import { useState } from 'react';
import { isRunning } from '../../components/domain/job-state-badge.tsx';
import { CardTitle } from '../../components/ui/card.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { type StepOrder, stepOrders } from './order-steps.ts';
import { StepTimeline } from './step-timeline.tsx';

const words: Record<StepOrder, string> = {
  attention: 'What needs a look first',
  plan: 'As planned',
  started: 'As they began',
  longest: 'Longest first',
};

/** While it runs, in the order of the plan, so that nothing jumps about; then what failed first. */
export function Steps({ job, onShowLog }: { job: JobView; onShowLog: (address: string) => void }) {
  const [chosen, setChosen] = useState<StepOrder | null>(null);
  const running = isRunning(job.state);
  const order = chosen ?? (running ? 'plan' : 'attention');
  return (
    <section aria-labelledby="job-steps" className="min-w-0 space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle id="job-steps">Steps</CardTitle>
        <SelectField
          label="Order"
          value={order}
          options={stepOrders.map((value) => ({ value, label: words[value] }))}
          onChange={({ target }) => setChosen(stepOrders.find((known) => known === target.value) ?? null)}
        />
      </div>
      <StepTimeline planId={job.planId} steps={job.steps} order={order} isRunning={running} onShowLog={onShowLog} />
    </section>
  );
}
