import { withUnderscore } from '../kinds/product-shape.ts';
import type { Resource } from '../store/resources.ts';
import type { World } from '../world.ts';

type Change = 'Create' | 'Update' | 'Delete';

/**
 * Says that something changed, by whosever hand. GHL docs: beside the install events, an app gets those that its portal names a
 * URL for; there are none for other kinds. Sent once the transaction is done.
 */
export function announce(world: World, kind: string, change: Change, resource: Resource): void {
  const type = `${names[kind] ?? ''}${change}`;
  const shape = shapes[kind];
  if (!shape || !world.app.eventUrls[type]) return;
  world.courier.post({ type, ...shape(resource) });
  setImmediate(() => world.courier.wake());
}

/** All that may be announced; LocationCreate is always sent (see `createLocation`), and no event tells of a location's end. */
export const announcedTypes = [
  'LocationUpdate',
  'ProductCreate',
  'ProductUpdate',
  'ProductDelete',
  'PriceCreate',
  'PriceUpdate',
  'PriceDelete',
];

const names: Record<string, string> = { location: 'Location', product: 'Product', price: 'Price' };

/** GHL docs: the pages of these events. Those of products and prices name no `type`, which is how they are told apart here. */
const shapes: Record<string, (resource: Resource) => Record<string, unknown>> = {
  location: (location) => only('id companyId name email stripeProductId', location),
  product: (product) =>
    only(
      `_id description variants medias locationId name productType availableInStore userId createdAt updatedAt
       statementDescriptor image`,
      withUnderscore(product),
    ),
  // `priceType`, as on the page of PriceCreate, where the others write `type`: an event has a type of its own.
  price: ({ type, ...price }) => ({
    ...only(
      `_id membershipOffers variantOptionIds locationId product userId name currency amount recurring createdAt updatedAt
       compareAtPrice trackInventory availableQuantity allowOutOfStockPurchases`,
      withUnderscore(price as Resource),
    ),
    priceType: type,
  }),
};

const only = (names: string, resource: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => names.split(/\s+/).includes(name)));
