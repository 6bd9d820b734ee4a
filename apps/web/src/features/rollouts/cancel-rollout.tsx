import type { RolloutView } from '@groundwork/shared/views';
import { Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { hasEnded } from './rollout-state.tsx';
import { useRolloutAnswer } from './use-rollout-answer.ts';

/** Ends it for good; says first what stays and what is not done. */
export function CancelRollout({ rollout, denied }: { rollout: RolloutView; denied: string | null }) {
  const [asking, setAsking] = useState(false);
  const answer = useRolloutAnswer();
  const cancel = trpc.rollouts.cancel.useMutation({
    onSuccess: async (next) => {
      setAsking(false);
      await answer(next, 'The rollout is cancelled');
    },
  });
  if (hasEnded(rollout.state)) return null;
  return (
    <>
      <Button
        size="sm"
        disabledReason={denied}
        icon={<Square aria-hidden className="size-3.5" />}
        onClick={() => setAsking(true)}
      >
        Cancel rollout
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => {
          setAsking(false);
          cancel.reset();
        }}
        onConfirm={() => cancel.mutate({ id: rollout.id })}
        title="Cancel this rollout?"
        description={whatItMeans(rollout)}
        confirmLabel="Cancel the rollout"
        busy={cancel.isPending}
        error={cancel.error}
      />
    </>
  );
}

function whatItMeans({ state, counts }: RolloutView): string {
  if (state === 'PLANNING' || state === 'PLANNED') return 'Nothing was written yet, and nothing will be.';
  const left = counts.PLANNED + counts.QUEUED;
  const running = counts.RUNNING > 0 ? `${plural(counts.RUNNING, 'account')} under way stop. ` : '';
  return `${running}${left > 0 ? `${plural(left, 'account')} not begun stay as they are. ` : ''}What was applied stays. To only hold it for a while, pause it.`;
}
