import type { Contents } from '../fixtures/contents.ts';
import { newHexId } from '../ids.ts';
import { priceBody } from '../kinds/price.ts';
import { productBody } from '../kinds/product-shape.ts';
import { slugOf } from '../kinds/slug-of.ts';
import type { Resource } from './resources.ts';

type SeededProduct = NonNullable<Contents['products']>[number];

const dates = { createdAt: '2025-03-03T15:00:00.000Z', updatedAt: '2025-03-03T15:00:00.000Z' };

export function seededProducts(
  key: string,
  locationId: string,
  products: SeededProduct[],
): { product: Resource[]; price: Resource[] } {
  const made = products.map(({ prices = [], ...input }, index) => {
    const id = newHexId(`product:${key}:${input.name}`);
    const slug = `${slugOf(input.name)}${index > 0 ? `-${index}` : ''}`;
    const product = { ...productBody({ id }, { ...input, locationId, slug }), ...dates };
    return { product, prices: prices.map((price) => seededPrice(price, { id, locationId })) };
  });
  return { product: made.map(({ product }) => product), price: made.flatMap(({ prices }) => prices) };
}

function seededPrice(
  { name, amount, currency = 'USD', interval }: NonNullable<SeededProduct['prices']>[number],
  product: { id: string; locationId: string },
): Resource {
  const held = { id: newHexId(`price:${product.id}:${name}`), product: product.id };
  const { locationId } = product;
  const shared = { name, amount, currency, locationId };
  const price = interval
    ? priceBody(held, { ...shared, type: 'recurring', recurring: { interval, intervalCount: 1 } })
    : priceBody(held, { ...shared, type: 'one_time' });
  return { ...price, ...dates };
}
