import type { PlanAction, PlanItem } from '@groundwork/shared/plan';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { actionLooks } from '../../components/domain/plan-action.tsx';

export interface ItemsFilter {
  text: string;
  action: PlanAction | null;
}

export const isPlanAction = (text: string): text is PlanAction => Object.hasOwn(actionLooks, text);

/** Lines whose name, address or kind hold every word of the text. */
export function filterItems(items: readonly PlanItem[], { text, action }: ItemsFilter): PlanItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (action !== null && item.action !== action) return false;
    const said = [item.title, item.address, item.movedFrom ?? '', kindLabel(item.kind), kindLabel(item.kind, 2)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
