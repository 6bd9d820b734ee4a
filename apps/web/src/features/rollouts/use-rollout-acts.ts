import type { RolloutView } from '@groundwork/shared/views';
import { trpc } from '../../trpc.ts';
import { useRolloutAnswer } from './use-rollout-answer.ts';

export interface RolloutFailure {
  title: string;
  error: unknown;
}

/** What can be asked of a rollout under way. */
export function useRolloutActs(onFailure: (failure: RolloutFailure | null) => void) {
  const answer = useRolloutAnswer();
  const told = (said: string, title: string) => ({
    onMutate: () => onFailure(null),
    onSuccess: (rollout: RolloutView) => answer(rollout, said),
    onError: (error: unknown) => onFailure({ title, error }),
  });
  return {
    pause: trpc.rollouts.pause.useMutation(told('The rollout is paused', 'The rollout was not paused')),
    resume: trpc.rollouts.resume.useMutation(told('The rollout goes on', 'The rollout was not resumed')),
    retry: trpc.rollouts.retry.useMutation(told('What failed is tried again', 'Nothing was tried again')),
  };
}
