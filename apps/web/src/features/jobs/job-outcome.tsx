import type { ErrorCode } from '@groundwork/shared';
import type { JobView, PlanPurpose } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { plural } from '../../lib/format.ts';
import { leftText } from './left-text.ts';

/** How it ended, and what to do next. While it is stopping, what that means; else nothing while it runs. `controls`: ways to go on. */
export function JobOutcome({ job, controls }: { job: JobView; controls: ReactNode }) {
  switch (job.state) {
    case 'SUCCESS':
      return <Succeeded job={job} />;
    case 'FAILED':
    case 'CANCELLED':
      return <Broken job={job} controls={controls} />;
    case 'PENDING':
    case 'PROCESSING':
      return job.cancelRequestedAt ? (
        <Alert tone="warn" title={`Stopping${job.cancelledBy ? `, as ${job.cancelledBy} asked` : ''}`}>
          Nothing more is begun. What was written is read back.
        </Alert>
      ) : null;
  }
}

const Succeeded = ({ job }: { job: JobView }) => (
  <Alert
    tone="ok"
    title={`${doneWords[job.purpose]} and verified: ${plural(job.total, 'change')} in ${job.location.name}`}
    actions={<PlanAgain job={job} />}
  >
    {job.manual + job.waiting > 0 ? (
      <p>
        {leftText(job)}. See{' '}
        <Link to="/plans/$planId" params={{ planId: job.planId }} hash="plan-manual" className="underline">
          what to do by hand
        </Link>
        , then plan again{job.waiting > 0 ? ' for the rest' : ' to have it checked'}.
      </p>
    ) : (
      <p>
        Every write was read back from GoHighLevel.
        {job.purpose === 'apply' ? ' A new plan should find nothing to change.' : ''}
      </p>
    )}
  </Alert>
);

function Broken({ job, controls }: { job: JobView; controls: ReactNode }) {
  const { state, error, failed, notAttempted } = job;
  const next = nextStep(job);
  return (
    <Alert
      tone={state === 'FAILED' ? 'bad' : 'warn'}
      title={title(job)}
      actions={
        <>
          {controls}
          <PlanAgain job={job} />
        </>
      }
    >
      {error ? <p dir="auto">{error.message}</p> : null}
      {notAttempted > 0 ? <p>{plural(notAttempted, 'change')} not attempted.</p> : null}
      {state === 'CANCELLED' && failed > 0 ? <p>{plural(failed, 'change')} failed or interrupted.</p> : null}
      {next ? <p className="mt-1 text-text">{next}</p> : null}
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs">
        {error ? <code className="font-mono">{error.code}</code> : null}
        <span>
          Job <CopyableId id={job.id} label="job id" />
        </span>
      </p>
    </Alert>
  );
}

const doneWords: Record<PlanPurpose, string> = { apply: 'Applied', rollback: 'Rolled back', destroy: 'Destroyed' };

/** What was taken back need not be planned again: where the account stands now is on its page. */
const PlanAgain = ({ job: { purpose, location, blueprint } }: { job: JobView }) =>
  purpose === 'apply' ? (
    <Link
      to="/provision"
      search={{ account: location.id, blueprint: blueprint.id, step: 'variables' }}
      className={buttonClass('outline', 'sm')}
    >
      Plan again
    </Link>
  ) : (
    <Link to="/accounts/$locationId" params={{ locationId: location.id }} className={buttonClass('outline', 'sm')}>
      Open the account
    </Link>
  );

function title({ state, failed, done, total, steps, cancelledBy }: JobView): string {
  const words = plural(total, 'change');
  if (state === 'CANCELLED') {
    const by = cancelledBy ? ` by ${cancelledBy}` : '';
    return done === 0 ? `Cancelled${by}: nothing was applied` : `Cancelled${by}: ${done} of ${words} applied`;
  }
  // A step that failed may have written a part of what it should: only steps that never began changed nothing.
  if (done === 0 && failed === 0 && steps.every((step) => step.attempts === 0)) return 'Nothing was changed';
  return failed > 0 ? `${failed} of ${words} failed; ${done} applied` : `${done} of ${words} applied`;
}

/** Errors say themselves what to do; more where this page has a way that they cannot know. */
function nextStep({ state, error }: JobView): string | null {
  if (state === 'CANCELLED')
    return 'What was applied stays. Resume to do the rest as planned (what was interrupted is looked at again first), or plan again to see where the account stands.';
  if (error) return nextSteps[error.code] ?? null;
  return 'Look at the failed steps below. Retry does those and what was not attempted, and leaves alone what is verified.';
}

const connectAgain = 'Connect GoHighLevel again under Accounts, then retry what failed.';
const nextSteps: Partial<Record<ErrorCode, string>> = {
  GIVEN_UP:
    'No run of it came to an end. Retry it once the cause is gone; an admin can start all such jobs again from the list of jobs.',
  PLAN_STALE: 'The account is not what the plan saw. Plan again to see what differs now.',
  RECONNECT_NEEDED: connectAgain,
  NOT_INSTALLED: connectAgain,
};
