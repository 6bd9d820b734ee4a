import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '@groundwork/ghl-sandbox';
import { AppError } from '@groundwork/shared';
import type { JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { accounting as account, createTestBudget } from '../../testing/sandbox-account.ts';
import { openSandboxGhl } from '../../testing/sandbox-ghl.ts';
import type { SandboxGhl } from '../../testing/sandbox-ghl.ts';
import { serve } from '../../testing/serve.ts';
import { answer } from '../contract/answers.ts';
import { ServiceError } from '../../service-error.ts';
import { createGhl } from '../create-ghl.ts';

const price = (name: string, amount = 10) => ({ name, type: 'one_time', amount, currency: 'USD' });
const monthly = { name: 'Plan', type: 'recurring', amount: 20, currency: 'USD', interval: 'month', intervalCount: 1 };
const yearly = { ...monthly, amount: 200, interval: 'year' };
const membership = kinds.product.normalise({
  name: 'Membership',
  productType: 'SERVICE',
  prices: [price('A'), price('B'), price('C')],
});

let open: SandboxGhl;
beforeAll(async () => {
  open = await openSandboxGhl();
});
afterAll(() => open.close());
afterEach(async () => {
  await open.sandbox.control.clearFaults();
  for (const { id } of await open.ghl.list('product', account)) await open.ghl.remove('product', account, id);
});

const create = (attributes = membership) => open.ghl.create('product', account, attributes);
const update = (live: LiveResource, attributes: JsonObject) => open.ghl.update('product', account, live, attributes);
const found = async () =>
  (await open.ghl.list('product', account)).find(({ attributes }) => attributes['name'] === 'Membership');
/** A fault of the second price that is written. */
const fault = (input: Pick<FaultInput, 'mode'> & Partial<FaultInput>) =>
  open.sandbox.control.addFault({ path: '/products/*/price', method: 'POST', after: 1, ...input });
const stored = async () => {
  const rows = await open.sandbox.control.listResources({ kind: 'price', ownerId: account.locationId });
  return rows.map(({ id, name, amount }) => ({ id, name, amount }));
};

describe('a create that breaks in the middle of its prices', () => {
  it.each([
    ['is cut off after GHL acted', { mode: 'act-and-drop' }, 'GHL_UNAVAILABLE'],
    ['is cut off before GHL acted', { mode: 'drop' }, 'GHL_UNAVAILABLE'],
    ['meets a 429', { mode: 'status', status: 429, body: '{}' }, 'RATE_LIMITED'],
    ['meets a 403', { mode: 'status', status: 403, body: '{"message":"no"}' }, 'GHL_REJECTED'],
    ['is refused', { mode: 'create-then-422' }, 'GHL_REJECTED'],
  ] as const)('%s: its outcome is unknown, and an update completes it', async (_, input, code) => {
    await fault(input);
    await expect(create()).rejects.toMatchObject({ code, outcome: 'unknown', duplicate: false });
    const half = await found();
    if (!half) throw new Error('Nothing was created.');
    await update(half, membership);
    expect((await found())?.attributes).toMatchObject(membership);
    expect((await stored()).map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  it('is not taken for a duplicate because of a price that GHL holds already', async () => {
    await fault({ mode: 'status', status: 400, body: '{"message":"This price already exists"}' });
    await expect(create()).rejects.toMatchObject({ outcome: 'unknown', duplicate: false });
  });
});

describe('a create that is stopped from our side in the middle of its prices', () => {
  const failingAt = (call: number, error: Error) => {
    let taken = 0;
    return {
      take: () => (++taken < call ? Promise.resolve() : Promise.reject(error)),
      observe: () => Promise.resolve(),
    };
  };
  const spent = new AppError('RATE_LIMITED', "Today's budget is used up.");
  const cancelled = new ServiceError({
    service: 'groundwork',
    operation: 'cancel',
    code: 'CONFLICT',
    message: 'Cancelled.',
    retryable: false,
    outcome: 'not-applied',
  });

  it('by a budget that is spent has an unknown outcome', async () => {
    const { tokens, sandbox } = open;
    const budget = failingAt(3, spent);
    const ghl = createGhl({ baseUrl: sandbox.url, tokens, budget, userAgent: 'test' });
    await expect(ghl.create('product', account, membership)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      outcome: 'unknown',
    });
    await ghl.stop();
    expect((await stored()).map(({ name }) => name)).toEqual(['A']);
  });

  it('by the end of the permit to begin goes on, where the one for what has begun holds', async () => {
    const { tokens, sandbox } = open;
    const permit = new AbortController();
    let taken = 0;
    const take = async () => {
      if (++taken === 2) permit.abort(cancelled);
    };
    const budget = { take, observe: () => Promise.resolve() };
    const ghl = createGhl({ baseUrl: sandbox.url, tokens, budget, userAgent: 'test' });
    const begunPermit = new AbortController().signal;
    await ghl.create('product', { ...account, permit: permit.signal, begunPermit }, membership);
    await ghl.stop();
    expect((await stored()).map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  it('by a permit that ends sends no more, and has an unknown outcome', async () => {
    const { tokens, sandbox } = open;
    const permit = new AbortController();
    let taken = 0;
    const take = async () => {
      if (++taken === 3) permit.abort(cancelled);
    };
    const budget = { take, observe: () => Promise.resolve() };
    const ghl = createGhl({ baseUrl: sandbox.url, tokens, budget, userAgent: 'test' });
    const create = ghl.create('product', { ...account, permit: permit.signal }, membership);
    await expect(create).rejects.toMatchObject({ code: 'CONFLICT', outcome: 'unknown' });
    await ghl.stop();
    expect((await stored()).map(({ name }) => name)).toEqual(['A']);
  });
});

it('a product that GHL surely did not take leaves nothing in doubt', async () => {
  await open.sandbox.control.addFault({ path: '/products/', method: 'POST', mode: 'status', status: 429, body: '{}' });
  await expect(create()).rejects.toMatchObject({ code: 'RATE_LIMITED', outcome: 'not-applied', retryable: true });
  expect(await found()).toBeUndefined();
});

describe('an update', () => {
  it('adds, changes and removes prices by name, and leaves the others untouched', async () => {
    const made = await create();
    const before = await stored();
    await open.sandbox.control.clearStats();
    const prices = [price('a'), price('C', 12), price('D')];
    const changed = await update(made, { ...membership, prices });
    expect(changed.attributes).toMatchObject({ prices });
    const idOf = (name: string) => before.find((held) => held.name === name)?.id;
    expect(changed.attributes['priceIds']).toMatchObject({ a: idOf('A'), c: idOf('C') });
    expect((await stored()).map(({ name }) => name)).toEqual(['a', 'C', 'D']);
    // One read, one call for each that differs.
    expect((await open.sandbox.control.stats()).calls).toBe(5);
  });

  it('of a price sends what GHL holds of its stock and variant, lest it be cleared', async () => {
    const server = await serve(answer);
    const ghl = createGhl({ baseUrl: server.url, tokens: open.tokens, budget: createTestBudget(), userAgent: 'test' });
    const live = { id: 'Zx81', attributes: { name: 'Old name', productType: 'SERVICE' } };
    await ghl.update('product', account, live, { prices: [price('Monthly', 12), price('Retired', 9)] });
    await ghl.stop();
    await server.close();
    const bodies = server.seen.flatMap(({ method, body }) => (method === 'PUT' ? [JSON.parse(body) as unknown] : []));
    const { locationId } = account;
    const held = {
      variantOptionIds: ['V1'],
      trackInventory: true,
      availableQuantity: 3,
      allowOutOfStockPurchases: false,
    };
    expect(bodies).toEqual([{ ...price('Monthly', 12), ...held, locationId }]);
  });

  it('of the product alone sends no price', async () => {
    const made = await create();
    const before = await stored();
    const changed = await update(made, { ...membership, description: 'For all' });
    expect(changed.attributes).toEqual({ ...made.attributes, description: 'For all' });
    expect(await stored()).toEqual(before);
  });

  it('whose blueprint names no prices keeps those there are', async () => {
    const made = await create();
    const { prices: _, ...rest } = membership;
    const changed = await update(made, { ...rest, availableInStore: true });
    expect(changed.attributes).toEqual({ ...made.attributes, availableInStore: true });
  });

  it('that breaks after its first write has an unknown outcome, and runs to its end when repeated', async () => {
    const made = await create();
    const wanted = { ...membership, prices: [price('A', 1), price('B', 2), price('C', 3)] };
    const path = '/products/*/price/*';
    await open.sandbox.control.addFault({ path, method: 'PUT', after: 1, mode: 'status', status: 429, body: '{}' });
    await expect(update(made, wanted)).rejects.toMatchObject({ code: 'RATE_LIMITED', outcome: 'unknown' });
    expect((await update(made, wanted)).attributes).toMatchObject(wanted);
  });

  it('tells prices of one name apart by their interval, and removes neither', async () => {
    const made = await create({ ...membership, prices: [monthly] });
    await create({ ...membership, name: 'Other', prices: [yearly] });
    const twin = (await stored()).find(({ amount }) => amount === 200);
    await open.sandbox.control.edit({ kind: 'price', id: twin?.id ?? '', changes: { product: made.id } });
    await update(made, { ...membership, prices: [{ ...yearly, amount: 210 }] });
    expect((await stored()).map(({ amount }) => amount)).toEqual([20, 210]);
  });
});

describe('the list', () => {
  const answerPrices = (input: Partial<FaultInput>) =>
    open.sandbox.control.addFault({ path: '/products/*/price', method: 'GET', mode: 'status', status: 404, ...input });

  it('holds a product whose prices GHL does not find, as long as it finds the product', async () => {
    await create();
    await answerPrices({ body: '{"message":"No prices found"}' });
    expect((await found())?.attributes).toMatchObject({ name: 'Membership', prices: [] });
  });

  it('leaves out a product that is gone, and that a lagging list still shows', async () => {
    const { id } = await create();
    await answerPrices({ body: '{"message":"Product not found"}' });
    const gone = '{"message":"Product not found"}';
    await open.sandbox.control.addFault({
      path: `/products/${id}`,
      method: 'GET',
      mode: 'status',
      status: 404,
      body: gone,
    });
    expect(await found()).toBeUndefined();
  });

  it('is an error where a page of the network says 404: it knows no products', async () => {
    const made = await create();
    await answerPrices({ count: 2 });
    await expect(found()).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', retryable: true });
    await expect(update(made, membership)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE' });
  });

  it('reads the prices of those products alone that they are wanted of', async () => {
    await create();
    await create({ ...membership, name: 'Other' });
    await open.sandbox.control.clearStats();
    const list = await open.ghl.list('product', account, undefined, ({ attributes }) => attributes['name'] === 'Other');
    expect(
      list.map(({ attributes }) => [attributes['name'], 'prices' in attributes, 'priceIds' in attributes]),
    ).toEqual([
      ['Membership', false, false],
      ['Other', true, true],
    ]);
    expect((await open.sandbox.control.stats()).routes).toEqual({
      'GET /products/': 1,
      'GET /products/:productId/price': 1,
    });
  });

  it('reads a one-time price with an empty interval, and a recurring one without a count', async () => {
    await create({ ...membership, prices: [price('A'), monthly] });
    const [once, plan] = await stored();
    await open.sandbox.control.edit({ kind: 'price', id: once?.id ?? '', changes: { recurring: {} } });
    await open.sandbox.control.edit({
      kind: 'price',
      id: plan?.id ?? '',
      changes: { recurring: { interval: 'month' } },
    });
    expect((await found())?.attributes['prices']).toEqual([price('A'), monthly]);
  });
});

it('is listed to the last page, products and prices both', async () => {
  const many = Array.from({ length: 101 }, (_, index) => String(index).padStart(3, '0'));
  const put = (kind: string, changes: Record<string, unknown>) =>
    open.sandbox.control.edit({ kind, ownerId: account.locationId, changes });
  const products = await Promise.all(
    many.map((name) => put('product', { name, productType: 'DIGITAL', locationId: account.locationId })),
  );
  const product = products[0]?.id;
  await Promise.all(many.map((name) => put('price', { ...price(name), product })));
  const list = await open.ghl.list('product', account);
  expect(new Set(list.map(({ attributes }) => attributes['name']))).toEqual(new Set(many));
  expect(list).toHaveLength(many.length);
  expect(list.find(({ id }) => id === product)?.attributes['prices']).toEqual(many.map((name) => price(name)));
});
