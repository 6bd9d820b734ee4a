import { z } from 'zod';
import { operation, type Operation } from '../gate/operation.ts';
import { newHexId, newId } from '../ids.ts';
import { allResources, listResources, putResource, removeResource } from '../store/resources.ts';
import { announce } from '../webhooks/announce.ts';
import { productBody, productChanges, withUnderscore } from './product-shape.ts';
import { freeSlug, slugOf } from './slug-of.ts';
import { byId } from './by-id.ts';

const text = z.string().optional();
const ofLocation = {
  query: z.strictObject({ locationId: z.string(), sendWishlistStatus: text }),
  body: z.undefined(),
};
const read = { tokens: ['Location'], scope: 'products.readonly', version: '2021-07-28' } as const;
const write = { ...read, scope: 'products.write' } as const;

export const productOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path: '/products/',
    query: z.strictObject({
      locationId: z.string(),
      // GHL docs: 0 unless one is sent, and then the list is empty.
      limit: z.coerce.number().default(0),
      offset: z.coerce.number().default(0),
      search: z.string().default(''),
      collectionIds: text,
      collectionSlug: text,
      expand: text,
      productIds: text,
      storeId: text,
      includedInStore: text,
      availableInStore: z.enum(['true', 'false']).optional(),
      sortOrder: z.enum(['asc', 'desc']).default('asc'),
    }),
    body: z.undefined(),
    handle({ world, locationId, query }) {
      const found = listResources(world, 'product', locationId).filter(
        ({ name, availableInStore }) =>
          String(name).toLowerCase().includes(query.search.toLowerCase()) &&
          (query.availableInStore === undefined || String(availableInStore) === query.availableInStore),
      );
      const ordered = query.sortOrder === 'asc' ? found : found.toReversed();
      return {
        products: ordered.slice(query.offset, query.offset + query.limit).map(withUnderscore),
        total: [{ total: found.length }],
      };
    },
  }),
  operation({
    ...write,
    method: 'POST',
    path: '/products/',
    status: 201,
    query: z.strictObject({}),
    body: z.strictObject(productChanges),
    handle({ world, locationId, body }) {
      const taken = allResources(world, 'product', locationId).map(({ slug }) => slug);
      const slug = freeSlug(body.slug ?? slugOf(body.name), taken);
      const product = productBody({ id: newHexId(newId()) }, { ...body, slug });
      putResource(world, { kind: 'product', id: product.id, ownerId: locationId }, product);
      announce(world, 'product', 'Create', product);
      return withUnderscore(product);
    },
  }),
  operation({
    ...read,
    ...ofLocation,
    method: 'GET',
    path: '/products/:productId',
    handle: (call) => withUnderscore(findProduct(call)),
  }),
  operation({
    ...write,
    method: 'PUT',
    path: '/products/:productId',
    query: z.strictObject({}),
    body: z.strictObject({ ...productChanges, prices: z.array(z.string()).optional() }),
    handle(call) {
      const { prices: _, ...changes } = call.body;
      const product = putResource(call.world, reference(call), productBody(findProduct(call), changes));
      announce(call.world, 'product', 'Update', product);
      return withUnderscore(product);
    },
  }),
  operation({
    ...write,
    ...ofLocation,
    method: 'DELETE',
    path: '/products/:productId',
    handle(call) {
      const product = findProduct(call);
      for (const price of allResources(call.world, 'price', call.locationId))
        if (price['product'] === product.id)
          removeResource(call.world, { kind: 'price', id: price.id, ownerId: call.locationId });
      announce(call.world, 'product', 'Delete', product);
      return { status: removeResource(call.world, reference(call)) };
    },
  }),
];

const { reference, find } = byId('product', 'productId', 'Product not found');
export const findProduct = find;
