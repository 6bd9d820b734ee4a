import { findLosses, type Loss, type PlanAction, type PlanItem, waitsFor } from '@groundwork/shared/plan';
import { type HardToUndo, hardToUndo } from './undo-words.ts';

/** The verbs that write, in the order a summary names them. */
export const writingActions = [
  'create',
  'update',
  'replace',
  'delete',
  'adopt',
] as const satisfies readonly PlanAction[];

export interface PlanParts {
  changes: PlanItem[];
  manual: PlanItem[];
  /** Nothing is written, because what a client edited is kept. */
  edited: PlanItem[];
  unchanged: PlanItem[];
}

/** In the order of the plan. */
export function partsOf(items: readonly PlanItem[]): PlanParts {
  const parts: PlanParts = { changes: [], manual: [], edited: [], unchanged: [] };
  for (const item of items) {
    if (item.action === 'manual') parts.manual.push(item);
    else if (item.action === 'no-op') (item.kept.length > 0 ? parts.edited : parts.unchanged).push(item);
    else parts.changes.push(item);
  }
  return parts;
}

export interface PlanOutlook {
  /** How many changes applying the plan writes now. */
  now: number;
  /** None of them changes the account: what is there is only taken over as it is. */
  isTakeover: boolean;
  /** Changes that wait, each with the steps by hand it needs. The job leaves them out. */
  waits: ReadonlyMap<string, readonly string[]>;
  /** What is lost by what is written now. */
  losses: readonly Loss[];
  /** What of it a rollback cannot bring back as it was. */
  hard: HardToUndo;
}

/** What applying the plan does, as the server sees it too. */
export function outlookOf(items: readonly PlanItem[]): PlanOutlook {
  const waits = waitsFor(items);
  const written = partsOf(items).changes.filter(({ address }) => !waits.has(address));
  return {
    now: written.length,
    isTakeover: written.every(({ action, changes }) => action === 'adopt' && changes.length === 0),
    waits,
    losses: findLosses(written),
    hard: hardToUndo(written),
  };
}
