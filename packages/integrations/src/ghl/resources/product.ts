import { z } from 'zod';
import { sameJson } from '@groundwork/shared';
import type { JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import type { Operation } from '../operation.ts';
import { paged } from '../paged.ts';
import type { Send } from '../send.ts';
import { matchPrices } from './match-prices.ts';
import { keyOf } from './part-key.ts';
import {
  createPrice,
  listPrices,
  priceAttributes,
  priceOperations,
  removePrice,
  updatePrice,
  writtenPrices,
} from './price.ts';
import type { Price } from './price.ts';
import { ghlId, optionalFlag, optionalText, orNull } from './wire-kind.ts';
import type { WireKind } from './wire-kind.ts';

const one = '/products/{id}';
const read = { version: '2021-07-28', scope: 'products.readonly', locationIn: 'query' } as const;
const write = { version: '2021-07-28', scope: 'products.write', locationIn: 'body' } as const;

/** GHL docs: Products. */
const list: Operation = { ...read, name: 'product.list', method: 'GET', path: '/products/' };
const get: Operation = { ...read, name: 'product.get', method: 'GET', path: one };
const create: Operation = { ...write, name: 'product.create', method: 'POST', path: '/products/' };
const update: Operation = { ...write, name: 'product.update', method: 'PUT', path: one };
const remove: Operation = { ...write, name: 'product.remove', method: 'DELETE', path: one, locationIn: 'query' };

const row = z
  .object({
    _id: ghlId,
    name: z.string(),
    productType: z.string(),
    description: optionalText,
    availableInStore: optionalFlag,
  })
  .transform(({ _id: id, description = '', availableInStore = false, ...rest }) => ({
    id,
    description,
    availableInStore,
    ...rest,
  }));
type Row = z.infer<typeof row>;

const count = z.object({ total: z.number() });
/** GHL documents an object and shows a list of one. */
const total = z.union([z.array(count).transform((counts) => counts[0]?.total), count.transform((it) => it.total)]);
const page = z.object({ products: z.array(row), total: total.optional().catch(undefined) });

/** Prices are objects of their own in GHL: one call each, after the product's. */
export const product: WireKind = {
  operations: {
    list: [list, priceOperations.list],
    apply: [get, create, update, remove, priceOperations.create, priceOperations.update, priceOperations.remove],
  },

  async list(send, wantsParts = () => true) {
    const rows = await paged(100, async ({ limit, skipped }) => {
      const found = await send(list, { query: { limit, offset: skipped } }, page);
      return { rows: found.products, total: found.total };
    });
    const live: LiveResource[] = [];
    for (let start = 0; start < rows.length; start += pricesAtOnce) {
      const some = rows.slice(start, start + pricesAtOnce);
      const read = await Promise.all(
        some.map(async (found) => (wantsParts(liveOf(found)) ? withPrices(send, found) : liveOf(found))),
      );
      live.push(...read.filter((it) => it !== null));
    }
    return live;
  },

  async get(send, id) {
    const found = await orNull(send(get, { path: { id } }, row));
    return found && withPrices(send, found);
  },

  async create(send, attributes) {
    const made = await send(create, { body: fieldsOf(attributes) }, row);
    return liveOf(made, await writePrices(send, made.id, attributes, []));
  },

  async update(send, live, attributes) {
    const held = await listPrices(send, live.id);
    const now = await writeFields(send, live, attributes);
    return liveOf(now, await writePrices(send, live.id, attributes, held));
  },

  remove: async (send, id) => void (await orNull(send(remove, { path: { id } }, z.unknown()))),
};

/**
 * Null for a product that a lagging list still shows. That it is gone GHL has to say of the product itself: one that were left
 * out because of its prices would be taken for missing, and made a second time.
 */
async function withPrices(send: Send, found: Row): Promise<LiveResource | null> {
  const prices = await orNull(listPrices(send, found.id));
  if (prices) return liveOf(found, prices);
  const held = await orNull(send(get, { path: { id: found.id } }, row));
  return held && liveOf(held, []);
}

/** Requests for prices that run side by side: the budget lets them through, this bounds how many wait. */
const pricesAtOnce = 8;

const fieldNames = ['name', 'productType', 'description', 'availableInStore'] as const;
const fieldsOf = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(
    fieldNames.flatMap((name) => (attributes[name] === undefined ? [] : ([[name, attributes[name]]] as const))),
  );

/** A PUT wants name and type whatever changes. */
async function writeFields(send: Send, { id, attributes: live }: LiveResource, attributes: JsonObject): Promise<Row> {
  const changed = Object.entries(fieldsOf(attributes)).filter(([name, value]) => !sameJson(value, live[name] ?? null));
  if (changed.length === 0) return row.parse({ _id: id, ...fieldsOf(live) });
  const { name, productType } = { ...live, ...attributes };
  return send(update, { path: { id }, body: { name, productType, ...Object.fromEntries(changed) } }, row);
}

/** New and changed prices in the order wanted, then those that are dropped; answers what GHL holds afterwards. */
async function writePrices(
  send: Send,
  productId: string,
  { prices }: JsonObject,
  held: readonly Price[],
): Promise<Price[]> {
  if (prices === undefined) return [...held];
  const { matches, dropped } = matchPrices(writtenPrices.parse(prices), held);
  const now = new Map(held.map((price) => [price.id, price]));
  for (const { wanted, live, differs } of matches) {
    if (live && !differs) continue;
    const written = live
      ? await updatePrice(send, productId, live, wanted)
      : await createPrice(send, productId, wanted);
    now.set(written.id, written);
  }
  for (const { id } of dropped) {
    await removePrice(send, productId, id);
    now.delete(id);
  }
  return [...now.values()];
}

/** Without prices that were not read, the attributes for them are not there. */
const liveOf = ({ id, ...fields }: Row, prices?: readonly Price[]): LiveResource => ({
  id,
  attributes: kinds.product.normalise({ ...fields, ...(prices ? pricesOf(prices) : {}) }),
});

const pricesOf = (prices: readonly Price[]): JsonObject => ({
  prices: prices.map(priceAttributes),
  priceIds: Object.fromEntries(prices.toReversed().map((price) => [keyOf(price.name), price.id])),
});
