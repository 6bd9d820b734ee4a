import type { KindName } from '../../packages/shared/src/kinds/types.ts';

/** What an agency wants, in its owner's words, and how to tell whether the answer gives it. */
export interface Brief {
  id: string;
  trade: string;
  goal: string;
  /** The blueprint it changes; left out: a new one. */
  source?: string;
  expect: Expected;
}

/** `asks`: it lacks what nobody could assume. Otherwise every line of the rest is one check. */
export type Expected =
  | { asks: true }
  | {
      asks?: false;
      must: readonly Wanted[];
      /** Resources that nobody asked for, or that were to go. */
      mustNot?: readonly Wanted[];
      /** Nowhere in the blueprint's text, in small letters. A note may say that it was left out. */
      nowhere?: readonly string[];
      /** What only a person can do, in words that notes or summary hold. */
      notes?: readonly string[];
      /** Resources of `source` that the goal does not speak of: they stay as they are. */
      keeps?: readonly string[];
    };

/**
 * One resource that has to be there. Texts are words in any case; `|` stands between those that are as good. A product's price in
 * whole units of its currency.
 */
export interface Wanted {
  kind: KindName;
  name?: string;
  /** At least so many of them. */
  count?: number;
  /** In this order, others between them. */
  stages?: readonly string[];
  dataType?: string;
  options?: readonly string[];
  minutes?: number;
  price?: number;
  interval?: 'day' | 'week' | 'month' | 'year';
  currency?: string;
  open?: { day: string; from: string; to?: string };
  closed?: string;
  /** Anywhere in its attributes. */
  text?: string;
}

export const tag = (name: string): Wanted => ({ kind: 'tag', name });
export const field = (name: string, dataType?: string, options?: readonly string[]): Wanted => ({
  kind: 'customField',
  name,
  ...(dataType !== undefined && { dataType }),
  ...(options !== undefined && { options }),
});
export const value = (name: string, text?: string): Wanted => ({
  kind: 'customValue',
  name,
  ...(text !== undefined && { text }),
});
export const calendar = (name: string, minutes?: number): Wanted => ({
  kind: 'calendar',
  name,
  ...(minutes !== undefined && { minutes }),
});
export const pipeline = (...stages: string[]): Wanted => ({ kind: 'pipeline', stages });
export const product = (name: string, price?: number, interval?: Wanted['interval']): Wanted => ({
  kind: 'product',
  name,
  ...(price !== undefined && { price }),
  ...(interval !== undefined && { interval }),
});
export const link = (name: string): Wanted => ({ kind: 'triggerLink', name });
export const any = (kind: KindName, count = 1): Wanted => ({ kind, count });
