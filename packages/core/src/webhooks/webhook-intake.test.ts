import { beforeEach, expect, test } from 'vitest';
import type { DriftMessage } from '../drift/check-account.ts';
import { openAccounts, threeAccounts } from '../drift/testing/accounts.ts';
import { driftCheckQueue } from '../queue.ts';
import { allActive, createToldBridge } from '../testing/told-bridge.ts';
import { createWebhookIntake } from './webhook-intake.ts';

const world = openAccounts();
const [one] = threeAccounts;
beforeEach(() => world.world.boss.deleteAllJobs(driftCheckQueue));

const told = (id: string, type: string, body: Record<string, string> = { locationId: one.id }) =>
  createWebhookIntake(world.world.core)({ id, body: { type, ...body } });
const asked = async () => {
  const messages = await world.world.boss.fetch<DriftMessage>(driftCheckQueue, {
    batchSize: 10,
    ignoreStartAfter: true,
  });
  await Promise.all(messages.map(({ id }) => world.world.boss.complete(driftCheckQueue, id)));
  return messages.map(({ data }) => data);
};

test('an event about a product has the products of its account checked, once for many', async () => {
  await world.applyTo(1);
  await world.check(one.id);
  await world.edit(one.id, ['product', 'Check-up'], { name: 'Review' });
  expect(await told('w1', 'ProductUpdate')).toBe('stored');
  expect(await told('w1', 'ProductUpdate')).toBe('duplicate');
  expect(await told('w2', 'PriceUpdate')).toBe('stored');
  // Not at once: more may come.
  expect(await world.world.boss.fetch(driftCheckQueue)).toEqual([]);
  const messages = await asked();
  expect(messages).toEqual([{ agencyId: world.ctx.actor.agencyId, locationId: one.id, kinds: ['product'] }]);
  for (const { locationId, kinds } of messages) await world.check(locationId, { kinds });
  expect(await world.causes()).toMatchObject([
    { address: 'product.checkup', path: 'name', live: [{ value: 'Review' }] },
  ]);
});

test('an event that does not say what it is about is told by what it holds', async () => {
  await world.applyTo(1);
  await told('w1', '', { locationId: one.id, productType: 'SERVICE' });
  expect(await asked()).toHaveLength(1);
  await told('w2', 'one_time', { locationId: one.id, product: 'p', currency: 'USD' });
  expect(await asked()).toHaveLength(1);
});

test('events about what is not ours, not known or closed lead to nothing and are kept', async () => {
  await told('w1', 'ProductUpdate');
  await world.applyTo(1);
  await told('w2', 'ContactCreate');
  await told('w3', 'ProductUpdate', { locationId: 'elsewhere' });
  await told('w4', 'ProductUpdate', { locationId: one.id, companyId: 'of another' });
  await world.ctx.db.updateTable('locations').set({ state: 'paused' }).where('id', '=', one.id).execute();
  await told('w5', 'ProductUpdate');
  expect(await asked()).toEqual([]);
  const kept = await world.ctx.db.selectFrom('webhook_deliveries').select(['id', 'handled_at']).orderBy('id').execute();
  expect(kept.filter(({ handled_at }) => handled_at !== null).map(({ id }) => id)).toEqual([
    'w1',
    'w2',
    'w3',
    'w4',
    'w5',
  ]);
});

test('a new name of an account comes from the list that GHL gives, read once for many events', async () => {
  const told = createToldBridge(world.world.core.bridge);
  told.locations = allActive().map((location) =>
    location.locationId === one.id ? { ...location, name: 'Ledgerline & Daughters' } : location,
  );
  let reads = 0;
  const reconcile = (companyId: string) => {
    reads++;
    return told.bridge.installation(companyId);
  };
  const core = { ...world.world.core, bridge: { ...told.bridge, reconcile } };
  const event = { type: 'LocationUpdate', id: one.id, companyId: world.ctx.actor.companyId, name: 'Ledgerline and D.' };
  const receive = createWebhookIntake(core);
  await Promise.all(['w1', 'w2', 'w3'].map((id) => receive({ id, body: event })));
  const open = () =>
    world.ctx.db.selectFrom('webhook_deliveries').where('handled_at', 'is', null).select('id').execute();
  await expect.poll(() => open()).toEqual([]);
  const { name } = await world.ctx.db
    .selectFrom('locations')
    .where('id', '=', one.id)
    .select('name')
    .executeTakeFirstOrThrow();
  expect(name).toBe('Ledgerline & Daughters');
  expect(reads).toBeLessThanOrEqual(3);
  // The same name again is no news.
  await receive({ id: 'w4', body: { ...event, name } });
  expect(await open()).toEqual([]);
});
