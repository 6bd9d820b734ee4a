import { describe, expect, it } from 'vitest';
import { openLocation } from '../testing/open-location.ts';

async function open() {
  const opened = await openLocation();
  const { call, locationId } = opened;
  const inLocation = `?locationId=${locationId}`;
  const body = { locationId, name: 'Whitening', productType: 'SERVICE' };
  const made = await call('POST', '/products/', body);
  return { ...opened, inLocation, body, made, url: `/products/${String(made.json['_id'])}` };
}

const monthly = { interval: 'month', intervalCount: 1 };

describe('products', () => {
  it('are not in a list without a limit', async () => {
    const { call, inLocation } = await open();
    expect((await call('GET', `/products/${inLocation}`)).json).toMatchObject({ products: [], total: [{ total: 1 }] });
    const page = await call('GET', `/products/${inLocation}&limit=5`);
    expect(page.json['products']).toMatchObject([{ name: 'Whitening', slug: 'whitening' }]);
    expect((await call('GET', `/products/${inLocation}&limit=5&offset=1`)).json['products']).toEqual([]);
  });

  it('may share a name, and keep what a PUT leaves out', async () => {
    const { call, body, inLocation, url, made } = await open();
    expect(made.status).toBe(201);
    expect((await call('POST', '/products/', body)).json['_id']).not.toBe(made.json['_id']);
    expect((await call('PUT', url, { description: 'x' })).status).toBe(422);
    await call('PUT', url, { ...body, description: 'One session', availableInStore: true });
    await call('PUT', url, { ...body, name: 'In-office whitening' });
    expect((await call('GET', url + inLocation)).json).toMatchObject({
      name: 'In-office whitening',
      description: 'One session',
      availableInStore: true,
    });
    expect((await call('GET', url)).json['message']).toContain('locationId should not be empty');
  });

  it('take their prices along when they are deleted', async () => {
    const { call, inLocation, url, sandbox, locationId } = await open();
    await call('POST', `${url}/price`, { locationId, name: 'A', type: 'one_time', currency: 'USD', amount: 1 });
    expect((await call('DELETE', url + inLocation)).json).toMatchObject({ status: true });
    expect((await call('GET', url + inLocation)).status).toBe(404);
    expect(await sandbox.control.listResources({ kind: 'price', ownerId: locationId })).toEqual([]);
  });
});

describe('prices', () => {
  it('repeat the amount as it was sent, and drop the interval when they become one-time', async () => {
    const { call, inLocation, url, locationId } = await open();
    const price = { locationId, name: 'Monthly', type: 'recurring', currency: 'USD', amount: 99.9, recurring: monthly };
    const { recurring: _, ...incomplete } = price;
    expect((await call('POST', `${url}/price`, incomplete)).status).toBe(422);
    const made = await call('POST', `${url}/price`, { ...price, description: 'not given back' });
    expect(made).toMatchObject({ status: 201, json: { amount: 99.9, recurring: monthly, product: url.split('/')[2] } });
    expect(made.json).not.toHaveProperty('description');

    const one = `${url}/price/${String(made.json['_id'])}`;
    expect((await call('PUT', one, { ...incomplete, type: 'one_time' })).json).not.toHaveProperty('recurring');
    expect((await call('GET', `${url}/price${inLocation}`)).json).toMatchObject({ prices: [], total: 1 });
    expect((await call('GET', `${url}/price${inLocation}&limit=9`)).json['prices']).toHaveLength(1);
    expect((await call('POST', `${url}/price`, { ...price, amount: -1 })).status).toBe(422);
    expect((await call('DELETE', one + inLocation)).json).toMatchObject({ status: true });
    expect((await call('GET', one + inLocation)).status).toBe(404);
  });
});
