import type { KindName } from '@groundwork/shared/kinds';
import { type Loss, notesBesideDiff, type PlanAction } from '@groundwork/shared/plan';

/** Objects of one kind that are lost alike. */
export interface LossGroup {
  kind: KindName;
  action: PlanAction;
  /** What is lost with each of them. */
  note: string | null;
  /** Each with the notes that it alone has. */
  losses: { loss: Loss; notes: readonly string[] }[];
}

/** What is lost, each sentence once. An object that only loses parts stands for itself. */
export function groupLosses(losses: readonly Loss[]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const loss of losses) {
    const { address, kind, action } = loss.item;
    const [note = null, ...notes] = notesBesideDiff(loss.item);
    const key = JSON.stringify(loss.parts.length > 0 ? address : [kind, action, note]);
    const group = groups.get(key) ?? { kind, action, note, losses: [] };
    group.losses.push({ loss, notes });
    groups.set(key, group);
  }
  return [...groups.values()];
}
