import type { KindName } from '@groundwork/shared/kinds';
import type { PlanItem } from '@groundwork/shared/plan';

/** What API calls are for. */
export interface Calls {
  lists: number;
  /** GHL's product list lacks the prices: those of each product are a list of their own. */
  priceLists: number;
  writes: number;
  other: number;
}

/** Rows that GHL answers at most. It answers the other kinds whole, however many there are. */
const pageSizes: Partial<Record<KindName, number>> = { product: 100 };

/**
 * Without these nobody could know what to do: every page of the list of each kind that the blueprint names, once, and the prices of
 * its products that are there. `foreign` products are nobody's business.
 */
export function neededToRead(items: readonly PlanItem[], foreign: number): Calls {
  const there = items.filter(({ ghlId }) => ghlId !== null);
  return { ...listsOf(items, there, foreign), writes: 0, other: 0 };
}

/**
 * Nor could a job say SUCCESS without these: the account read once more (the plan must still hold), one write for each object to
 * create or change (a price is one), and the list of each kind that was written, once after its last write, with the prices of the
 * products that were.
 */
export function neededToApply(items: readonly PlanItem[], foreign: number): Calls {
  const written = items.filter(({ action }) => action !== 'no-op' && action !== 'manual');
  const products = items.filter(({ kind }) => kind === 'product').length;
  const after = listsOf(written, written, foreign + products - written.filter(isProduct).length);
  const writes = written.reduce((sum, item) => sum + 1 + pricesCreated(item), 0);
  return plus(neededToRead(items, foreign), { ...after, writes, other: 0 });
}

export const sum = ({ lists, priceLists, writes, other }: Calls): number => lists + priceLists + writes + other;

export const plus = (a: Calls, b: Calls): Calls => ({
  lists: a.lists + b.lists,
  priceLists: a.priceLists + b.priceLists,
  writes: a.writes + b.writes,
  other: a.other + b.other,
});

/** The lists of the items' kinds, with `held` and what is foreign in them, and the prices of the products held. */
function listsOf(
  items: readonly PlanItem[],
  held: readonly PlanItem[],
  foreign: number,
): Pick<Calls, 'lists' | 'priceLists'> {
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const pagesOf = (kind: KindName) => {
    const rows = held.filter((item) => item.kind === kind).length + (kind === 'product' ? foreign : 0);
    return Math.max(1, Math.ceil(rows / (pageSizes[kind] ?? Infinity)));
  };
  return { lists: kinds.reduce((all, kind) => all + pagesOf(kind), 0), priceLists: held.filter(isProduct).length };
}

const isProduct = ({ kind }: PlanItem): boolean => kind === 'product';

function pricesCreated({ action, desired }: PlanItem): number {
  const { prices } = desired;
  return action === 'create' && Array.isArray(prices) ? prices.length : 0;
}
