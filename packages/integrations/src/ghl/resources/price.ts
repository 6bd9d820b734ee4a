import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { Operation } from '../operation.ts';
import { paged } from '../paged.ts';
import type { Send } from '../send.ts';
import { ghlId, optional, optionalFlag, optionalNumber, optionalText, orNull } from './wire-kind.ts';

const path = '/products/{productId}/price';
const read = { version: '2021-07-28', scope: 'products/prices.readonly', locationIn: 'query' } as const;
const write = { version: '2021-07-28', scope: 'products/prices.write' } as const;

/** GHL docs: Products → Prices. */
export const priceOperations = {
  list: { ...read, name: 'price.list', method: 'GET', path },
  create: { ...write, name: 'price.create', method: 'POST', path, locationIn: 'body' },
  update: { ...write, name: 'price.update', method: 'PUT', path: `${path}/{id}`, locationIn: 'body' },
  remove: { ...write, name: 'price.remove', method: 'DELETE', path: `${path}/{id}`, locationIn: 'query' },
} as const satisfies Record<string, Operation>;

/** Of a one-time price it may be empty. */
const recurring = optional(z.object({ interval: optionalText, intervalCount: optionalNumber }));

const row = z
  .object({
    _id: ghlId,
    name: z.string(),
    type: z.string(),
    currency: z.string(),
    amount: z.number(),
    recurring,
    description: optionalText,
    variantOptionIds: optional(z.array(z.string())),
    compareAtPrice: optionalNumber,
    trackInventory: optionalFlag,
    availableQuantity: optionalNumber,
    allowOutOfStockPurchases: optionalFlag,
  })
  .transform(({ _id: id, ...price }) => ({ id, ...price }));
export type Price = z.infer<typeof row>;

/** A price as the attributes name it; what is missing is not ours. */
const writtenPrice = z.object({
  name: z.string(),
  type: z.string(),
  amount: z.number(),
  currency: z.string(),
  interval: z.string().optional(),
  intervalCount: z.number().optional(),
});
export type WrittenPrice = z.infer<typeof writtenPrice>;
export const writtenPrices = z.array(writtenPrice);

const page = z.object({ prices: z.array(row), total: z.number().optional().catch(undefined) });

/** Every price of a product. GHL's default page is empty, so that a limit is always sent. */
export const listPrices = (send: Send, productId: string): Promise<Price[]> =>
  paged(100, async ({ limit, skipped }) => {
    const query = { limit, offset: skipped };
    const { prices, total } = await send(priceOperations.list, { path: { productId }, query }, page);
    return { rows: prices, total };
  });

export const createPrice = (send: Send, productId: string, written: WrittenPrice): Promise<Price> =>
  send(priceOperations.create, { path: { productId }, body: bodyOf(written) }, row);

export const updatePrice = (send: Send, productId: string, live: Price, written: WrittenPrice): Promise<Price> => {
  const { interval = live.recurring?.interval, intervalCount = live.recurring?.intervalCount } = written;
  const body = { ...keptOf(live), ...bodyOf({ ...written, interval, intervalCount }) };
  return send(priceOperations.update, { path: { productId, id: live.id }, body }, row);
};

/** What GHL holds beside that, and takes: whether its PUT clears what is left out is not documented. */
const keptOf = ({
  variantOptionIds,
  compareAtPrice,
  trackInventory,
  availableQuantity,
  allowOutOfStockPurchases,
  description,
}: Price) => ({
  description,
  variantOptionIds,
  compareAtPrice,
  trackInventory,
  availableQuantity,
  allowOutOfStockPurchases,
});

export const removePrice = async (send: Send, productId: string, id: string): Promise<void> =>
  void (await orNull(send(priceOperations.remove, { path: { productId, id } }, z.unknown())));

function bodyOf({ name, type, currency, amount, interval, intervalCount = 1 }: Wanted) {
  return {
    name,
    type,
    currency,
    amount,
    ...(type === 'recurring' ? { recurring: { interval, intervalCount } } : {}),
  };
}

type Wanted = { [Name in keyof WrittenPrice]: WrittenPrice[Name] | undefined };

/** A live price as a blueprint writes one. */
export const priceAttributes = ({ name, type, amount, currency, recurring: every }: Price): JsonObject => ({
  name: name.trim(),
  type,
  amount,
  currency: currency.toUpperCase(),
  ...(type === 'recurring' && every?.interval
    ? { interval: every.interval, intervalCount: every.intervalCount ?? 1 }
    : {}),
});
