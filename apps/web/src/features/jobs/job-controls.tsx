import type { JobView } from '@groundwork/shared/views';
import { Play, RotateCcw, Square } from 'lucide-react';
import { useState } from 'react';
import { isRunning } from '../../components/domain/job-state-badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';

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
  const again = job.failed + job.notAttempted;
  if (isRunning(job.state)) return <CancelButton job={job} denied={denied} />;
  if (job.state === 'FAILED')
    return (
      <Button
        look="solid"
        size="sm"
        busy={retry.isPending}
        disabledReason={
          denied ?? (job.error?.code === 'PLAN_STALE' ? 'The account has changed. Plan again first.' : null)
        }
        icon={<RotateCcw aria-hidden className="size-3.5" />}
        onClick={() => retry.mutate({ id: job.id })}
      >
        Retry what failed{again > 0 ? ` (${again})` : ''}
      </Button>
    );
  if (job.state === 'CANCELLED')
    return (
      <Button
        look="solid"
        size="sm"
        busy={resume.isPending}
        disabledReason={denied}
        icon={<Play aria-hidden className="size-3.5" />}
        onClick={() => resume.mutate({ id: job.id })}
      >
        Resume{job.notAttempted > 0 ? ` (${job.notAttempted} left)` : ''}
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
                : 'What is being written now is finished first, so that nothing is left half done. What was applied stays in the account.'}
            </p>
            <p className="mt-1">
              {left > 0 ? `${plural(left, 'change')} will not be attempted; the job can be resumed.` : null}
            </p>
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
