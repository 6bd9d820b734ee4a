import { findLosses } from './find-losses.ts';
import type { PlanItem } from './types.ts';

/** What a plan takes away for good, in the words of who approves it. */
export const lossWords = (items: readonly PlanItem[]): string[] =>
  findLosses(items).flatMap(({ item, parts }) =>
    parts.length > 0 ? parts.map((part) => `"${part}" of ${item.address}`) : [item.address],
  );

/** What of the clients' a plan writes over: their edits, and what they made themselves under a name of the blueprint. */
export const overwrittenWords = (items: readonly PlanItem[]): string[] =>
  items.flatMap(({ address, action, changes }) =>
    action === 'delete'
      ? []
      : changes.flatMap(({ path, before, clientEdited }) =>
          clientEdited || (action === 'adopt' && before !== null) ? [`"${path}" of ${address}`] : [],
        ),
  );
