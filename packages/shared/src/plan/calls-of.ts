import { isJsonList, type Json, type JsonObject, sameJson } from '../json.ts';
import type { KindName } from '../kinds/types.ts';
import { isWriting } from './restrain.ts';
import type { AttributeChange, PlanItem } from './types.ts';

/**
 * Calls of one complete list of each kind, of which `items` are there: a page each, the prices of each product, and the account's users where a
 * calendar names people. How many more pages an account has is not known before it is read.
 */
export function listCalls(kinds: ReadonlySet<KindName>, items: readonly PlanItem[]): number {
  const products = items.filter(({ kind }) => kind === 'product');
  return kinds.size + products.length + (items.some(namesPeople) ? 1 : 0);
}

/** Calls that write the line, as the adapter makes them. */
export function writeCalls(item: PlanItem): number {
  const { kind, action, desired } = item;
  if (!isWriting(item)) return 0;
  const created = 1 + (kind === 'product' ? partsOf(desired).length : 0) + (namesPeople(item) ? 1 : 0);
  switch (action) {
    case 'create':
      return created;
    case 'replace':
      // The list tells apart what has the same name; then the old one goes.
      return created + 2;
    case 'update':
    case 'adopt':
      return updateCalls(item);
    case 'delete':
      return 1;
    case 'no-op':
    case 'manual':
      return 0;
  }
}

/** A PUT of a calendar or a pipeline replaces all of it, so it is read before. Prices are objects of their own. */
function updateCalls(item: PlanItem): number {
  switch (item.kind) {
    case 'calendar':
      return 2 + (namesPeople(item) ? 1 : 0);
    case 'pipeline':
      return 2;
    case 'product': {
      const prices = item.changes.filter(({ path }) => path === 'prices');
      const fields = item.changes.length > prices.length ? 1 : 0;
      return 1 + fields + prices.reduce((sum, change) => sum + partsChanged(change), 0);
    }
    case 'tag':
    case 'customField':
    case 'customValue':
    case 'calendarGroup':
    case 'triggerLink':
      return 1;
  }
}

/** Parts that come, go or change. */
function partsChanged({ before, after }: AttributeChange): number {
  const [old, wanted] = [listOf(before), listOf(after)];
  const same = wanted.filter((part) => old.some((held) => sameJson(held, part))).length;
  return Math.max(old.length, wanted.length) - same;
}

const namesPeople = ({ kind, desired }: PlanItem): boolean =>
  kind === 'calendar' && listOf(desired['teamMembers']).length > 0;

const partsOf = ({ prices }: JsonObject): readonly Json[] => listOf(prices);
const listOf = (value: Json | undefined): readonly Json[] => (isJsonList(value) ? value : []);
