import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixtures } from '../index.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { type Delivery, events, receiver } from '../testing/receiver.ts';
import { announcedTypes } from './announce.ts';

const { dental } = fixtures.locations;
/** GHL's own pages, beside the repository where someone put them there. */
const pages = join(import.meta.dirname, '../../../../../shared/ghl/webhooks/docs');

async function editSome(url: string) {
  const eventUrls = Object.fromEntries(announcedTypes.map((type) => [type, url]));
  const sandbox = await openSandbox({ eventUrls });
  const { control } = sandbox;
  const product = { name: 'Whitening', productType: 'SERVICE', locationId: dental.id, slug: 'whitening' };
  const { id } = await control.edit({ kind: 'product', ownerId: dental.id, changes: product });
  const price = { name: 'Once', type: 'one_time', currency: 'USD', amount: 90, product: id, locationId: dental.id };
  const { id: priceId } = await control.edit({ kind: 'price', ownerId: dental.id, changes: price });
  await control.edit({ kind: 'product', id, changes: { name: 'Bleaching' } });
  await control.edit({ kind: 'price', id: priceId, changes: { amount: 95 } });
  await control.edit({ kind: 'location', id: dental.id, changes: { name: 'Smiles' } });
  await control.edit({ kind: 'tag', ownerId: dental.id, changes: { name: 'vip' } });
  await control.remove({ kind: 'price', id: priceId });
  await control.remove({ kind: 'product', id });
  return { sandbox, id };
}

const typesOf = (deliveries: Delivery[]) => events(deliveries).map(({ type }) => String(type));

it('announces what somebody does in GHL’s pages as it does what the API does: products, prices and the account', async () => {
  const { url, deliveries } = await receiver();
  const { sandbox, id } = await editSome(url);
  await expect.poll(() => typesOf(deliveries).toSorted()).toEqual(announcedTypes.toSorted());
  expect(events(deliveries)).toContainEqual(
    expect.objectContaining({ type: 'ProductUpdate', _id: id, name: 'Bleaching', locationId: dental.id }),
  );
  expect(events(deliveries)).toContainEqual(
    expect.objectContaining({ type: 'PriceUpdate', product: id, amount: 95, priceType: 'one_time' }),
  );
  expect(events(deliveries)).toContainEqual(
    expect.objectContaining({ type: 'LocationUpdate', id: dental.id, companyId: fixtures.agency.id, name: 'Smiles' }),
  );
  const key = createPublicKey({ key: Buffer.from(sandbox.webhookPublicKey, 'base64'), format: 'der', type: 'spki' });
  for (const { headers, raw } of deliveries)
    expect(verify(null, raw, key, Buffer.from(String(headers['x-ghl-signature']), 'base64'))).toBe(true);
});

it.skipIf(!existsSync(pages))('says no more of them than GHL’s pages do', async () => {
  const { url, deliveries } = await receiver();
  await editSome(url);
  await expect.poll(() => deliveries).toHaveLength(announcedTypes.length);
  for (const { type, timestamp: _, webhookId: __, ...event } of events(deliveries)) {
    const page = readFileSync(join(pages, `${String(type)}.md`), 'utf8');
    // Only the page of PriceCreate calls it `priceType`, the others `type`.
    const named = Object.keys(event).map((name) => (name === 'priceType' && type !== 'PriceCreate' ? 'type' : name));
    expect(named.filter((name) => !page.includes(`"${name}"`))).toEqual([]);
  }
});
