import type { RolloutRowView } from '@groundwork/shared/views';
import { Button } from '../../components/ui/button.tsx';
import { trpc } from '../../trpc.ts';
import { useRolloutAnswer } from './use-rollout-answer.ts';
import type { RolloutFailure } from './use-rollout-acts.ts';

interface SkipButtonProps {
  rolloutId: string;
  row: RolloutRowView;
  onFailure: (failure: RolloutFailure | null) => void;
}

/** Leaves an account out, or takes it in again. */
export function SkipButton({ rolloutId, row: { location, state }, onFailure }: SkipButtonProps) {
  const answer = useRolloutAnswer();
  const isOut = state === 'SKIPPED';
  const skip = trpc.rollouts.skip.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (rollout) => answer(rollout, `${location.name} is ${isOut ? 'taken in again' : 'left out'}`),
    onError: (error) =>
      onFailure({ title: `${location.name} was not ${isOut ? 'taken in again' : 'left out'}`, error }),
  });
  return (
    <Button
      look="ghost"
      size="sm"
      busy={skip.isPending}
      aria-label={isOut ? `Take in ${location.name}` : `Leave out ${location.name}`}
      onClick={() => skip.mutate({ id: rolloutId, locationId: location.id, skip: !isOut })}
    >
      {isOut ? 'Take in' : 'Leave out'}
    </Button>
  );
}
