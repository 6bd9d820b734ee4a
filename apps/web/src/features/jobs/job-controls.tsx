import type { JobView } from '@groundwork/shared/views';
import { Play, RotateCcw, Square } from 'lucide-react';
import { useState } from 'react';
import { isRunning } from '../../components/domain/job-state-badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { stepsLeft } from './steps-left.ts';

interface JobControlsProps {
  job: JobView;
  /** Of what was asked of the job last, for the page to show. */
  onError: (failure: { title: string; error: unknown } | null) => void;
}

/** Stop, retry what failed, resume: whatever can be asked of the job as it is now. */
export function JobControls({ job, onError }: JobControlsProps) {
  const denied = useDenied('job.control');
  const keep = useKeepJob();
  const answers = (title: string) => ({
    onSuccess: keep,
    onMutate: () => onError(null),
    onError: (error: unknown) => onError({ title, error }),
  });
  const retry = trpc.jobs.retry.useMutation(answers('The job was not started again'));
  const resume = trpc.jobs.resume.useMutation(answers('The job was not resumed'));
  const left = stepsLeft(job.steps);
  const moved =
    job.error?.code === 'PLAN_STALE' || left === 0 ? 'The account is not what the plan saw. Plan again instead.' : null;
  if (isRunning(job.state)) return <CancelButton job={job} denied={denied} />;
  if (job.state === 'FAILED')
    return (
      <Button
        look="solid"
        size="sm"
        busy={retry.isPending}
        disabledReason={denied ?? moved}
        icon={<RotateCcw aria-hidden className="size-3.5" />}
        onClick={() => retry.mutate({ id: job.id })}
      >
        Retry what failed{left > 0 ? ` (${left})` : ''}
      </Button>
    );
  if (job.state === 'CANCELLED')
    return (
      <Button
        look="solid"
        size="sm"
        busy={resume.isPending}
        disabledReason={denied ?? moved}
        icon={<Play aria-hidden className="size-3.5" />}
        onClick={() => resume.mutate({ id: job.id })}
      >
        Resume{left > 0 ? ` (${left} left)` : ''}
      </Button>
    );
  return null;
}

function CancelButton({ job, denied }: { job: JobView; denied: string | null }) {
  const [asking, setAsking] = useState(false);
  const keep = useKeepJob();
  const cancel = trpc.jobs.cancel.useMutation({
    onSuccess: (next) => {
      keep(next);
      setAsking(false);
    },
  });
  const left = job.total - job.done - job.failed;
  return (
    <>
      <Button
        size="sm"
        busy={job.cancelRequestedAt !== null}
        disabledReason={denied}
        icon={<Square aria-hidden className="size-3.5" />}
        onClick={() => setAsking(true)}
      >
        {job.cancelRequestedAt ? 'Stopping…' : 'Cancel job'}
      </Button>
      <ConfirmDialog
        open={asking && isRunning(job.state) && job.cancelRequestedAt === null}
        onClose={() => {
          setAsking(false);
          cancel.reset();
        }}
        onConfirm={() => cancel.mutate({ id: job.id })}
        title="Stop this job?"
        description={
          <>
            <p>
              {job.state === 'PENDING'
                ? 'No worker has begun it: nothing will be changed.'
                : 'Nothing more is begun. What is being written at this moment may be left half done; resuming looks at it again before it writes. What was applied stays in the account.'}
            </p>
            {left > 0 ? (
              <p className="mt-1">
                {left === 1 ? '1 change is' : `${left} changes are`} left now. The job can be resumed.
              </p>
            ) : null}
          </>
        }
        confirmLabel="Stop the job"
        busy={cancel.isPending}
        error={cancel.error}
      />
    </>
  );
}

/** An answer is the job as it is now, unless events have brought a later one already. */
function useKeepJob(): (job: JobView) => void {
  const utils = trpc.useUtils();
  return (job) => utils.jobs.get.setData({ id: job.id }, (known) => (known && known.cursor > job.cursor ? known : job));
}
