import type { AppliedStep } from '../rollback/roll-back.ts';
import type { PlanItem } from '../types.ts';
import type { World } from './any-world.ts';

/** What a worker journals of applying these lines to `before`: what each of them found, and the object it left. */
export function stepsOf(before: World, after: Pick<World, 'state'>, items: readonly PlanItem[]): AppliedStep[] {
  return items.flatMap((item) => {
    const { address, kind, action, ghlId, movedFrom } = item;
    if (action === 'no-op' || action === 'manual') return [];
    const live = before.live[kind].find(({ id }) => id === ghlId);
    const recorded = before.state.find((entry) => entry.address === (movedFrom ?? address) && entry.kind === kind);
    const left = after.state.find((entry) => entry.address === address && entry.kind === kind);
    return [
      {
        item,
        ghlId: action === 'delete' ? ghlId : (left?.ghlId ?? null),
        before: { live: live?.attributes ?? null, state: recorded && recorded.ghlId === ghlId ? recorded : null },
      },
    ];
  });
}
