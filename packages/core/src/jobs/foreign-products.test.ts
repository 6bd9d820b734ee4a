import { expect, test } from 'vitest';
import { location, openClinic } from '../testing/clinic.ts';

const clinic = openClinic();
const foreign = 12;
const products = (amount: number, names = ['Ours', 'Theirs too']) =>
  `groundwork: 1\nname: Clinic\nresources:\n  product:\n${names
    .map(
      (name, index) =>
        `    p${index}: { name: ${name}, productType: SERVICE, prices: [{ name: Once, type: one_time, amount: ${amount}, currency: USD }] }\n`,
    )
    .join('')}`;

/** Products of the client, one of them under a name that the blueprint has too, each with a price. */
async function fill(): Promise<void> {
  const { control } = clinic.world.sandbox;
  const account = { companyId: clinic.ctx.actor.companyId, locationId: location.id };
  const names = ['theirs TOO', ...Array.from({ length: foreign }, (_, index) => `Foreign ${index}`)];
  for (const name of names)
    await clinic.world.core.ghl.create('product', account, {
      name,
      productType: 'SERVICE',
      prices: [{ name: 'Once', type: 'one_time', amount: 5, currency: 'USD' }],
    });
  await control.clearStats();
}

/** How often prices were listed since the last time. */
async function priceLists(): Promise<number> {
  const { control } = clinic.world.sandbox;
  const { routes = {} } = (await control.stats()).resources[location.id] ?? {};
  await control.clearStats();
  return routes['GET /products/:productId/price'] ?? 0;
}

test('the prices of products that nobody asks about are not read, and no plan is another for that', async () => {
  await fill();
  const plan = await clinic.plan(products(5));
  expect(plan.items.map(({ action, title, changes }) => [action, title, changes.map(({ path }) => path)])).toEqual([
    ['create', 'Ours', expect.arrayContaining(['prices'])],
    ['adopt', 'Theirs too', ['name']],
  ]);
  expect(await priceLists()).toBe(1);

  // The comparison reads the one that is there; the update its own; the verification both.
  expect(await clinic.apply(products(5))).toMatchObject({ state: 'SUCCESS', done: 2 });
  await clinic.world.sandbox.control.clearStats();
  expect((await clinic.plan(products(5))).summary).toMatchObject({ 'no-op': 2 });
  expect(await priceLists()).toBe(2);

  expect((await clinic.plan(products(6))).items.map(({ changes }) => changes.map(({ path }) => path))).toEqual([
    ['prices'],
    ['prices'],
  ]);
  expect(await clinic.apply(products(6))).toMatchObject({ state: 'SUCCESS', done: 2 });
});

test('a product that left the blueprint is deleted with its prices shown, also when a client has renamed it', async () => {
  await fill();
  await clinic.apply(products(5, ['Ours']));
  const ours = await clinic.find('product', 'Ours');
  const account = { companyId: clinic.ctx.actor.companyId, locationId: location.id };
  await clinic.world.core.ghl.update('product', account, ours, { ...ours.attributes, name: 'Renamed' });
  const nothing = 'groundwork: 1\nname: Clinic\n';
  const { items } = await clinic.plan(nothing);
  expect(items).toMatchObject([
    { action: 'delete', title: 'Renamed', live: { prices: [{ name: 'Once', amount: 5 }] } },
  ]);
  expect(await clinic.apply(nothing)).toMatchObject({ state: 'SUCCESS', done: 1 });
  expect(await clinic.names('product')).toHaveLength(foreign + 1);
});
