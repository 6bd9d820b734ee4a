import type { RolloutView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { courseText } from './course-text.ts';
import { useRolloutAnswer } from './use-rollout-answer.ts';

/** The approval of all its plans. One that destroys asks for a text to be typed first. */
export function ApproveRollout({ rollout }: { rollout: RolloutView }) {
  const { id, settings, counts, confirmText, destructive } = rollout;
  const [asking, setAsking] = useState(false);
  const denied = useDenied('rollout.run');
  const answer = useRolloutAnswer();
  const start = trpc.rollouts.start.useMutation({
    onSuccess: async (next) => {
      setAsking(false);
      await answer(next, 'The rollout has begun');
      // The button is gone with its question.
      document.getElementById('main')?.focus({ preventScroll: true });
    },
  });
  return (
    <>
      {start.error && !asking ? (
        <div className="mb-4">
          <FailureAlert title="The rollout was not started" error={start.error} />
        </div>
      ) : null}
      <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface px-4 py-3 sm:bottom-4 sm:mx-0 sm:rounded-lg sm:border sm:shadow-pop">
        <p className="min-w-0 flex-1 basis-64 text-sm text-muted">
          <strong className="font-semibold text-text">{plural(counts.PLANNED, 'account')} to change.</strong>{' '}
          {courseText(settings, counts.PLANNED)}
          <span className="max-sm:hidden"> Nothing is written before you approve.</span>
        </p>
        <Button
          look={confirmText === null ? 'solid' : 'danger'}
          busy={start.isPending && !asking}
          disabledReason={denied}
          onClick={() => (confirmText === null ? start.mutate({ id }) : setAsking(true))}
        >
          Approve and start
        </Button>
      </div>
      {confirmText === null ? null : (
        <ConfirmDialog
          open={asking}
          onClose={() => {
            setAsking(false);
            start.reset();
          }}
          onConfirm={() => start.mutate({ id, confirm: confirmText })}
          title="Start a rollout that removes things?"
          description={`In ${plural(destructive, 'account')} something is deleted or replaced, which cannot be undone. Look at their plans first: they are linked in the table. Leave out those that should stay as they are.`}
          confirmLabel="Approve and remove"
          busy={start.isPending}
          error={start.error}
          typed={confirmText}
        />
      )}
    </>
  );
}
