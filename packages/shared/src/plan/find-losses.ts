import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { keyedLists } from '../kinds/keyed-lists.ts';
import { textOf } from '../kinds/text-of.ts';
import type { KindName } from '../kinds/types.ts';
import type { PlanItem } from './types.ts';

/** What is lost for good when the plan is applied: whole objects, or parts of one that stays. Applying it needs the account's name typed. */
export interface Loss {
  item: PlanItem;
  /** Names of the stages or prices that go; empty where the whole object does. */
  parts: string[];
}

export const findLosses = (items: readonly PlanItem[]): Loss[] =>
  items.flatMap((item): Loss[] => {
    // What is gone already is not lost by this.
    if (item.action === 'delete' && item.live === null) return [];
    if (item.action === 'delete' || item.action === 'replace') return [{ item, parts: [] }];
    if (item.action === 'no-op' || item.action === 'manual') return [];
    const parts = item.changes.flatMap(({ path, before, after }) => {
      const key = keysOf[item.kind]?.[path];
      return key === undefined ? [] : lostParts(key, before, after);
    });
    return parts.length > 0 ? [{ item, parts }] : [];
  });

const keysOf: Partial<Record<KindName, Readonly<Record<string, string>>>> = keyedLists;

/** Of several parts of one name each counts. */
function lostParts(key: string, before: Json, after: Json): string[] {
  const stay = Map.groupBy(namesOf(key, after), (name) => name.toLowerCase());
  return namesOf(key, before).filter((name) => stay.get(name.toLowerCase())?.pop() === undefined);
}

const namesOf = (key: string, list: Json): string[] =>
  isJsonList(list) ? list.filter(isJsonObject).map((part) => textOf(part[key])) : [];
