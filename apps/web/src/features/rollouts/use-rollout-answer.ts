import type { RolloutView } from '@groundwork/shared/views';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

/** What to do with the answer to anything asked of a rollout: it is how the rollout stands now. */
export function useRolloutAnswer(): (rollout: RolloutView, said: string) => void {
  const utils = trpc.useUtils();
  return (rollout, said) => {
    announce(said);
    utils.rollouts.get.setData({ id: rollout.id }, rollout);
    void utils.rollouts.matrix.invalidate({ id: rollout.id });
    void utils.rollouts.list.invalidate();
  };
}
