import { useNavigate } from '@tanstack/react-router';
import type { RolloutView } from '@groundwork/shared/views';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

type OnFailure = (failure: { title: string; error: unknown } | null) => void;

interface UseFixOptions {
  onFailure: OnFailure;
  onPlanned: (rolloutId: string) => void;
}

/** Fixing is a rollout like any other: planned at once, written once a person approves it. */
export function useFix({ onFailure, onPlanned }: UseFixOptions) {
  const keep = useKeepRollouts();
  return trpc.drift.fix.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (rollout) => {
      announce('A rollout that fixes it is being planned');
      keep([rollout]);
      onPlanned(rollout.id);
    },
    onError: (error) => onFailure({ title: 'The fix was not planned', error }),
  });
}

/** The same for several causes: one rollout for each blueprint, so it leads to the one or to the list of all. */
export function useFixMany({ onFailure }: { onFailure: OnFailure }) {
  const keep = useKeepRollouts();
  const navigate = useNavigate();
  return trpc.drift.fixMany.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (rollouts) => {
      const [only, ...others] = rollouts;
      keep(rollouts);
      announce(others.length > 0 ? `${rollouts.length} rollouts are being planned` : 'A rollout is being planned');
      if (only && others.length === 0) void navigate({ to: '/rollouts/$rolloutId', params: { rolloutId: only.id } });
      else void navigate({ to: '/rollouts' });
    },
    onError: (error) => onFailure({ title: 'The fix was not planned', error }),
  });
}

function useKeepRollouts(): (rollouts: readonly RolloutView[]) => void {
  const utils = trpc.useUtils();
  return (rollouts) => {
    for (const rollout of rollouts) utils.rollouts.get.setData({ id: rollout.id }, rollout);
    void utils.rollouts.list.invalidate();
  };
}
