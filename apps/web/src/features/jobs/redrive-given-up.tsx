import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';

/** Starts every job again that was given up, shown here or not. */
export function RedriveGivenUp() {
  const [asking, setAsking] = useState(false);
  const denied = useDenied('job.redrive');
  const utils = trpc.useUtils();
  const redrive = trpc.jobs.redrive.useMutation({
    onSuccess: () => {
      setAsking(false);
      void utils.jobs.list.invalidate();
    },
  });
  return (
    <div className="mb-3">
      {redrive.data ? (
        <Alert tone="ok" title={`${plural(redrive.data.redriven, 'job')} started again`} urgent>
          They wait for a worker, and go on where they were.
        </Alert>
      ) : (
        <Alert
          tone="warn"
          title="Jobs that were given up"
          actions={
            <Button
              size="sm"
              disabledReason={denied}
              icon={<RotateCcw aria-hidden className="size-3.5" />}
              onClick={() => setAsking(true)}
            >
              Redrive all
            </Button>
          }
        >
          Every run of these broke off, so no worker tries them any more. Look at the cause in their logs first.
        </Alert>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => {
          setAsking(false);
          redrive.reset();
        }}
        onConfirm={() => redrive.mutate()}
        title="Start all given-up jobs again?"
        description="Each of them goes on in its account where it was; what is verified is left alone. Those that break off again end up here again."
        confirmLabel="Redrive all"
        busy={redrive.isPending}
        error={redrive.error}
      />
    </div>
  );
}
