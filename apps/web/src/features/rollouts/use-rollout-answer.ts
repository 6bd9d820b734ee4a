import type { RolloutView } from '@groundwork/shared/views';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

/** What to do with the answer to anything asked of a rollout: it is how the rollout stands now. */
export function useRolloutAnswer(): (rollout: RolloutView, said: string) => Promise<void> {
  const utils = trpc.useUtils();
  return async (rollout, said) => {
    announce(said);
    // A view that is on its way was read before this one, and would undo it.
    await utils.rollouts.get.cancel({ id: rollout.id });
    utils.rollouts.get.setData({ id: rollout.id }, rollout);
    void utils.rollouts.matrix.invalidate({ id: rollout.id });
    void utils.rollouts.list.invalidate();
  };
}
