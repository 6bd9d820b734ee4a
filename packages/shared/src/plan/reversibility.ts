import type { PlanItem, Reversibility } from './types.ts';

/** Whether a line can be undone once it is applied, and in a sentence what a rollback does of it. Null: it changes nothing. */
export function reversibilityOf(item: PlanItem): { word: Reversibility; note: string } | null {
  throw new Error(`not built: ${item.address}`);
}
