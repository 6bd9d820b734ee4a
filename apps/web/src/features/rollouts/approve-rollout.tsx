import type { RolloutView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { courseText } from './course-text.ts';
import { useRolloutAnswer } from './use-rollout-answer.ts';

/**
 * The approval of the plans that are shown, and of no others. One that destroys asks for a text to be typed first; what it asks of is
 * the rollout as it was then, were it to change meanwhile.
 */
export function ApproveRollout({ rollout }: { rollout: RolloutView }) {
  const { settings, counts, confirmText } = rollout;
  const [asked, setAsked] = useState<RolloutView | null>(null);
  const denied = useDenied('rollout.run');
  const answer = useRolloutAnswer();
  const utils = trpc.useUtils();
  const start = trpc.rollouts.start.useMutation({
    onSuccess: async (next) => {
      setAsked(null);
      await answer(next, 'The rollout has begun');
    },
    onError: (error) => {
      if (readFailure(error).code !== 'PLAN_STALE') return;
      setAsked(null);
      void utils.rollouts.invalidate();
    },
  });
  const approve = ({ id, revision, confirmText: confirm }: RolloutView) =>
    start.mutate({ id, ...(revision === null ? {} : { revision }), ...(confirm === null ? {} : { confirm }) });
  const ask = () => {
    start.reset();
    setAsked(rollout);
  };
  const shown = asked ?? rollout;
  return (
    <>
      {start.error && !asked ? (
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
          busy={start.isPending && !asked}
          disabledReason={denied}
          onClick={() => (confirmText === null ? approve(rollout) : ask())}
        >
          Approve and start
        </Button>
      </div>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => {
          setAsked(null);
          start.reset();
        }}
        onConfirm={() => asked && approve(asked)}
        title="Start a rollout that removes things?"
        description={`In ${plural(shown.destructive, 'account')} something is deleted or replaced, which cannot be undone. Look at their plans first: they are linked in the table. Leave out those that should stay as they are.`}
        confirmLabel="Approve and remove"
        busy={start.isPending}
        error={start.error}
        {...(shown.confirmText === null ? {} : { typed: shown.confirmText })}
      />
    </>
  );
}
