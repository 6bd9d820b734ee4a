import type { JobSummaryView, JobView } from '@groundwork/shared/views';
import { isRunning } from '../../components/domain/job-state-badge.tsx';
import { ProgressBar } from '../../components/ui/progress-bar.tsx';
import { leftText } from './left-text.ts';

/** Progress in words and as a bar: applied first, verified once GHL was read back. */
export function JobProgress({ job }: { job: JobView }) {
  const verified = job.steps.filter((step) => step.state === 'VERIFIED').length;
  const { done, failed, total } = job;
  const text = progressText(job, verified);
  return (
    <div>
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-medium tabular-nums">{text}</span>
        {job.manual + job.waiting > 0 ? <span className="text-muted">{leftText(job)}</span> : null}
      </p>
      <ProgressBar
        label="Progress of the job"
        text={text}
        max={total}
        parts={[
          { value: verified, tone: 'ok' },
          { value: done - verified, tone: 'info' },
          { value: failed, tone: 'bad' },
        ]}
      />
    </div>
  );
}

function progressText(job: JobView, verified: number): string {
  const { state, done, failed, total } = job;
  if (state === 'PENDING') return 'Waiting for a worker';
  if (isRunning(state) && done === 0 && failed === 0) return `Comparing the account with the plan · ${total} to apply`;
  return [`${done} of ${total} applied`, `${verified} verified`, ...troubleTexts(job)].join(' · ');
}

/** What did not go as planned, in words; nothing where there is nothing. */
export const troubleTexts = ({ failed, notAttempted }: JobSummaryView): string[] => [
  ...(failed > 0 ? [`${failed} failed`] : []),
  ...(notAttempted > 0 ? [`${notAttempted} not attempted`] : []),
];
