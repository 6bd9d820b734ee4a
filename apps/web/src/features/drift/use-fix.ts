import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface UseFixOptions {
  onFailure: (failure: { title: string; error: unknown } | null) => void;
  onPlanned: (rolloutId: string) => void;
}

/** Fixing is a rollout like any other: planned at once, written once a person approves it. */
export function useFix({ onFailure, onPlanned }: UseFixOptions) {
  const utils = trpc.useUtils();
  return trpc.drift.fix.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (rollout) => {
      announce('A rollout that fixes it is being planned');
      utils.rollouts.get.setData({ id: rollout.id }, rollout);
      void utils.rollouts.list.invalidate();
      onPlanned(rollout.id);
    },
    onError: (error) => onFailure({ title: 'The fix was not planned', error }),
  });
}
