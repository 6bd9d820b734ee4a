import type { JobView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Alert } from '../../components/ui/alert.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { plural } from '../../lib/format.ts';
import { manualText } from './job-progress.tsx';

/** How it ended, and what to do next. Nothing while it runs. */
export function JobOutcome({ job }: { job: JobView }) {
  const planAgain = (
    <Link
      to="/provision"
      search={{ account: job.location.id, blueprint: job.blueprint.id, step: 'variables' }}
      className={buttonClass(job.state === 'FAILED' ? 'solid' : 'outline', 'sm')}
    >
      Plan again
    </Link>
  );
  if (job.state === 'SUCCESS')
    return (
      <Alert
        tone="ok"
        title={`Applied and verified: ${plural(job.total, 'change')} in ${job.location.name}`}
        actions={planAgain}
      >
        {job.manual > 0 ? (
          <p>
            {manualText(job.manual)}: see them{' '}
            <Link to="/plans/$planId" params={{ planId: job.planId }} className="underline">
              in the plan
            </Link>
            .
          </p>
        ) : (
          <p>Every write was read back from GoHighLevel. A new plan should find nothing to change.</p>
        )}
      </Alert>
    );
  if (job.state !== 'FAILED' && job.state !== 'CANCELLED') return null;
  const untouched = job.steps.filter((step) => step.state === 'NOT_ATTEMPTED').length;
  return (
    <Alert tone={job.state === 'FAILED' ? 'bad' : 'warn'} title={title(job)} actions={planAgain}>
      {job.error ? <p>{job.error.message}</p> : null}
      {untouched > 0 ? <p>{plural(untouched, 'change')} not attempted.</p> : null}
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs">
        {job.error ? <code className="font-mono">{job.error.code}</code> : null}
        <span>
          Job <CopyableId id={job.id} label="job id" />
        </span>
      </p>
    </Alert>
  );
}

function title({ state, failed, done, total, steps }: JobView): string {
  if (state === 'CANCELLED') return 'Cancelled';
  const words = plural(total, 'change');
  // A step that failed may have written a part of what it should: only steps that never began changed nothing.
  if (done === 0 && failed === 0 && steps.every((step) => step.attempts === 0)) return 'Nothing was changed';
  return failed > 0 ? `${failed} of ${words} failed; ${done} applied` : `${done} of ${words} applied`;
}
