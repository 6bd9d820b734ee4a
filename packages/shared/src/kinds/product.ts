import { z } from 'zod';
import { type Json, type JsonObject } from '../json.ts';
import { ghlName } from './ghl-name.ts';
import { keyedLists } from './keyed-lists.ts';
import { nameKey } from './name-key.ts';
import { mapParts, refuseRepeats, sortParts } from './parts.ts';
import { textOf } from './text-of.ts';
import type { Kind } from './types.ts';

/** Without a description: GHL takes one and answers none, so that it could never be verified (products.json). */
const price = z
  .strictObject({
    name: ghlName,
    type: z.enum(['one_time', 'recurring']).meta({ description: 'A recurring one needs an interval.' }),
    amount: z
      .number()
      .min(0, 'An amount must not be negative.')
      .meta({ description: 'In whole units of the currency: 99.9 is $99.90.' }),
    currency: z
      .string()
      .regex(/^[A-Za-z]{3}$/, 'Write the currency with its three letters, e.g. USD.')
      .meta({ description: 'Three letters, e.g. USD.' }),
    interval: z
      .enum(['day', 'week', 'month', 'year'])
      .exactOptional()
      .meta({ description: 'How often a recurring price is due.' }),
    intervalCount: z
      .int()
      .min(1, 'A recurring price is due every 1 or more intervals.')
      .exactOptional()
      .meta({ description: 'Due every so many intervals; 1, unless said otherwise.' }),
  })
  .superRefine(({ type, interval, intervalCount }, context) => {
    const report = (message: string, path: string) => context.addIssue({ code: 'custom', message, path: [path] });
    if (type === 'recurring' && interval === undefined)
      report('A recurring price needs an interval: day, week, month or year.', 'interval');
    const refusal = 'A one_time price has no interval. Remove it, or make the price recurring.';
    if (type === 'one_time' && interval !== undefined) report(refusal, 'interval');
    if (type === 'one_time' && intervalCount !== undefined) report(refusal, 'intervalCount');
  });

/** GHL docs: Products, and their Prices. Prices have no order of their own, so they stand in that of their names. */
export const product: Kind = {
  name: 'product',
  label: 'Product',
  labelPlural: 'Products',
  schema: z.strictObject({
    name: ghlName,
    productType: z.enum(['DIGITAL', 'PHYSICAL', 'SERVICE', 'PHYSICAL/DIGITAL']).meta({ description: 'What is sold.' }),
    description: z.string().exactOptional().meta({ description: 'Shown to who buys it.' }),
    availableInStore: z.boolean().exactOptional().meta({ description: 'Sold in the online store.' }),
    prices: z.array(price).superRefine(refuseRepeats('price')).exactOptional().meta({
      description: 'Told apart by their names. Those a client added stay.',
    }),
  }),
  normalise: ({ name, prices, ...rest }) => ({
    ...rest,
    name: textOf(name),
    ...(prices === undefined ? {} : { prices: normalisePrices(prices) }),
  }),
  naturalKey: nameKey,
  managed: ['name', 'productType', 'description', 'availableInStore', 'prices'],
  immutable: [],
  keyedLists: keyedLists.product,
  unordered: ['prices'],
  referable: ['id'],
  title: ({ name }) => textOf(name),
};

const normalisePrices = (prices: Json): Json =>
  sortParts(
    mapParts(prices, ({ name, currency, ...rest }: JsonObject) => ({
      name: textOf(name),
      ...rest,
      ...(typeof currency === 'string' ? { currency: currency.toUpperCase() } : {}),
    })),
  );
