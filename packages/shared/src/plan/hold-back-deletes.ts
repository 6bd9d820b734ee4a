import { textsOf } from '../blueprint/map-texts.ts';
import type { JsonObject } from '../json.ts';
import { applyOrder, kinds } from '../kinds/registry.ts';
import { idsAndKeys } from './ids-and-keys.ts';
import { isWriting } from './restrain.ts';
import type { PlanItem } from './types.ts';

/**
 * Lets a delete wait for every line that writes to something which still points at the object: a group goes after its
 * calendars were moved or deleted, also where that is left to a person. Among deletes only kinds later in the apply order are
 * waited for, so that there is no circle.
 */
export function holdBackDeletes(items: readonly PlanItem[]): PlanItem[] {
  const doomed = new Map(
    items.filter(({ action }) => action === 'delete').flatMap((item) => namesOf(item).map((name) => [name, item])),
  );
  const waits = new Map<PlanItem, Set<string>>();
  for (const item of doomed.size > 0 ? items : [])
    for (const { text } of textsOf(pointing(item)))
      for (const word of text.match(idsAndKeys) ?? []) {
        const target = doomed.get(word);
        if (!target || target === item || !isLater(item, target)) continue;
        waits.set(target, (waits.get(target) ?? new Set()).add(item.address));
      }
  return items.map((item) => {
    const needs = waits.get(item);
    return needs ? { ...item, dependsOn: [...needs].sort() } : item;
  });
}

/** Where the object may point at others, and will not any more: of a step by hand only what it changes is known to end. */
function pointing(item: PlanItem): JsonObject {
  if (item.action === 'manual') return Object.fromEntries(item.changes.map(({ path, before }) => [path, before]));
  return isWriting(item) ? (item.live ?? {}) : {};
}

const namesOf = ({ kind, ghlId, live }: PlanItem): string[] => [
  ...(ghlId === null ? [] : [ghlId]),
  ...kinds[kind].referable.flatMap((attribute) => {
    const value = live?.[attribute];
    return typeof value === 'string' && value !== '' ? [value] : [];
  }),
];

const isLater = (item: PlanItem, target: PlanItem): boolean =>
  item.action !== 'delete' || applyOrder.indexOf(item.kind) > applyOrder.indexOf(target.kind);
