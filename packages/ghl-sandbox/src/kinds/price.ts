import { z } from 'zod';
import { notFound, unprocessable } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newHexId, newId } from '../ids.ts';
import { getResource, listResources, putResource, removeResource, type Resource } from '../store/resources.ts';
import { announce } from '../webhooks/announce.ts';
import { withUnderscore } from './product-shape.ts';
import { findProduct } from './product.ts';

const path = '/products/:productId/price';
const ofLocation = { query: z.strictObject({ locationId: z.string() }), body: z.undefined() };
const read = { tokens: ['Location'], scope: 'products/prices.readonly', version: '2021-07-28' } as const;
const write = { ...read, scope: 'products/prices.write' } as const;

const priceSchema = z.strictObject({
  name: z.string().trim().min(1, 'should not be empty'),
  type: z.enum(['one_time', 'recurring']),
  currency: z.string().length(3, 'must be a valid ISO4217 currency code'),
  // Major units in GHL's request examples; whether answers are in minor ones is not known, so they repeat what was sent.
  amount: z.number().min(0, 'must not be less than 0'),
  locationId: z.string(),
  recurring: z
    .strictObject({ interval: z.enum(['day', 'month', 'week', 'year']), intervalCount: z.number() })
    .optional(),
  description: z.string().optional(),
  membershipOffers: z.array(z.unknown()).optional(),
  trialPeriod: z.number().optional(),
  totalCycles: z.number().min(1, 'must not be less than 1').optional(),
  setupFee: z.number().optional(),
  variantOptionIds: z.array(z.string()).optional(),
  compareAtPrice: z.number().optional(),
  userId: z.string().optional(),
  meta: z.unknown().optional(),
  trackInventory: z.boolean().optional(),
  availableQuantity: z.number().optional(),
  allowOutOfStockPurchases: z.boolean().optional(),
  sku: z.string().optional(),
  shippingOptions: z.unknown().optional(),
  isDigitalProduct: z.boolean().optional(),
  digitalDelivery: z.array(z.string()).optional(),
});

export const priceOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path,
    query: z.strictObject({
      locationId: z.string(),
      limit: z.coerce.number().default(0),
      offset: z.coerce.number().default(0),
      ids: z.string().optional(),
    }),
    body: z.undefined(),
    handle(call) {
      const product = findProduct(call);
      const { limit, offset, ids } = call.query;
      const found = listResources(call.world, 'price', call.locationId).filter(
        (price) => price['product'] === product.id && (!ids || ids.split(',').includes(price.id)),
      );
      return { prices: found.slice(offset, offset + limit).map(withUnderscore), total: found.length };
    },
  }),
  operation({
    ...write,
    method: 'POST',
    path,
    status: 201,
    query: z.strictObject({}),
    body: priceSchema,
    handle(call) {
      const price = priceBody({ id: newHexId(newId()), product: findProduct(call).id }, call.body);
      putResource(call.world, { kind: 'price', id: price.id, ownerId: call.locationId }, price);
      announce(call.world, 'price', 'Create', price);
      return withUnderscore(price);
    },
  }),
  operation({
    ...read,
    ...ofLocation,
    method: 'GET',
    path: `${path}/:priceId`,
    handle: (call) => withUnderscore(find(call)),
  }),
  operation({
    ...write,
    method: 'PUT',
    path: `${path}/:priceId`,
    query: z.strictObject({}),
    body: priceSchema,
    handle(call) {
      const price = putResource(call.world, reference(call), priceBody(find(call), call.body));
      announce(call.world, 'price', 'Update', price);
      return withUnderscore(price);
    },
  }),
  operation({
    ...write,
    ...ofLocation,
    method: 'DELETE',
    path: `${path}/:priceId`,
    handle(call) {
      announce(call.world, 'price', 'Delete', find(call));
      return { status: removeResource(call.world, reference(call)) };
    },
  }),
];

const answered = [
  'name',
  'type',
  'currency',
  'amount',
  'locationId',
  'recurring',
  'membershipOffers',
  'variantOptionIds',
  'userId',
  'compareAtPrice',
  'trackInventory',
  'availableQuantity',
  'allowOutOfStockPurchases',
];

/** What GHL's spec answers with: `description`, `trialPeriod`, `sku` and others are taken and not given back. */
export function priceBody(held: Resource, input: z.input<typeof priceSchema>): Resource {
  if (input.type === 'recurring' && !input.recurring) throw unprocessable(['recurring should not be empty']);
  const now = new Date().toISOString();
  const given = Object.entries(input).filter(([name, value]) => answered.includes(name) && value !== undefined);
  const { recurring, ...price }: Resource = { createdAt: now, ...held, ...Object.fromEntries(given), updatedAt: now };
  return input.type === 'recurring' ? { ...price, recurring } : price;
}

const reference = ({ params, locationId }: Call<unknown, unknown>) => ({
  kind: 'price',
  id: params['priceId'] ?? '',
  ownerId: locationId,
});

function find(call: Call<unknown, unknown>): Resource {
  const price = getResource(call.world, reference(call));
  if (!price || price['product'] !== findProduct(call).id) throw notFound('Price not found');
  return price;
}
