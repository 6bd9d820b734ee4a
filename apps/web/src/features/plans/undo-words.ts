import { type PlanItem, type Reversibility, reversibilityOf } from '@groundwork/shared/plan';

export const undoWords: Record<Reversibility, string> = {
  reversible: 'reversible',
  recreatable: 're-creatable',
  irreversible: 'not reversible',
};

/** Lines that a rollback cannot bring back as they were. */
export interface HardToUndo {
  /** It would make them anew, under a new id. */
  recreatable: PlanItem[];
  irreversible: PlanItem[];
}

export function hardToUndo(items: readonly PlanItem[]): HardToUndo {
  const hard: HardToUndo = { recreatable: [], irreversible: [] };
  for (const item of items) {
    const word = reversibilityOf(item)?.word;
    if (word === 'recreatable' || word === 'irreversible') hard[word].push(item);
  }
  return hard;
}
