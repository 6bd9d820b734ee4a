import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const patient = { timeout: 60_000, interval: 50 };
let world: TestWorld;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const log = async () => {
  const { db } = world.service;
  const rows = await db
    .selectFrom('connection_log')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('id')
    .execute();
  return rows.map(({ kind, location_id: locationId, actor }) => ({ kind, locationId, actor }));
};
const state = async (locationId: string) =>
  (await callBridge(world.service, 'connections', { companyId })).locations.find(
    (location) => location.locationId === locationId,
  )?.state;
const becomes = (locationId: string, expected: string) =>
  vi.waitFor(async () => expect(await state(locationId)).toBe(expected), patient);

test('the log tells who connected, and from where each end was heard', async () => {
  await signIn(world.service, { locations: [dental.id, gym.id] });
  await becomes(gym.id, 'active');
  await world.sandbox.control.setKnobs({ webhookLoss: 1 });
  await world.sandbox.control.uninstall({ companyId, locationId: gym.id });
  await callBridge(world.service, 'reconcile', { companyId });
  await becomes(gym.id, 'uninstalled');
  await world.sandbox.control.setKnobs({ webhookLoss: 0 });
  await world.sandbox.control.uninstall({ companyId });
  const grantState = async () => (await callBridge(world.service, 'connections', { companyId })).grants[0]?.state;
  await vi.waitFor(async () => expect(await grantState()).toBe('uninstalled'), patient);

  const told = await log();
  expect(told).toContainEqual({ kind: 'connected', locationId: null, actor: expect.stringMatching(/\w+/) });
  expect(told).toContainEqual({ kind: 'location-uninstalled', locationId: dental.id, actor: 'webhook UNINSTALL' });
  expect(told).toContainEqual({ kind: 'location-uninstalled', locationId: gym.id, actor: 'installed list' });
  expect(told).toContainEqual({ kind: 'uninstalled', locationId: null, actor: 'webhook UNINSTALL' });
});
