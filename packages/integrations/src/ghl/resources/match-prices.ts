import { sameJson } from '@groundwork/shared';
import { keyOf } from './part-key.ts';
import { priceAttributes } from './price.ts';
import type { Price, WrittenPrice } from './price.ts';

/** What to do with one wanted price: `live` is null where GHL holds none of that name. */
export interface PriceMatch {
  wanted: WrittenPrice;
  live: Price | null;
  differs: boolean;
}

/** Wanted prices beside those GHL holds, and held ones to remove: those whose name is not wanted at all. */
export function matchPrices(wanted: readonly WrittenPrice[], held: readonly Price[]) {
  const free = new Set(held);
  const matches = wanted.map((price): PriceMatch => {
    const twins = [...free].filter(({ name }) => keyOf(name) === keyOf(price.name));
    // GHL lets two prices share a name ("Standard" by month and by year): the one most like it is meant.
    const live = twins.find((twin) => isAlike(price, twin)) ?? twins[0] ?? null;
    if (live) free.delete(live);
    return { wanted: price, live, differs: live !== null && differsFrom(price, live) };
  });
  const names = new Set(wanted.map(({ name }) => keyOf(name)));
  return { matches, dropped: held.filter(({ name }) => !names.has(keyOf(name))) };
}

const isAlike = ({ type, currency, interval }: WrittenPrice, live: Price): boolean =>
  type === live.type &&
  currency.toUpperCase() === live.currency.toUpperCase() &&
  (interval === undefined || interval === live.recurring?.interval);

function differsFrom(price: WrittenPrice, live: Price): boolean {
  const held = priceAttributes(live);
  return Object.entries(price).some(([name, value]) => value !== undefined && !sameJson(value, held[name] ?? null));
}
