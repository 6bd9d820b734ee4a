import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const listFails = { path: '/oauth/installedLocations', mode: 'status', count: 1_000 } as const;
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const choice = async () => {
  const { grants } = await callBridge(world.service, 'connections', { companyId });
  return grants.map(({ installsToFutureLocations }) => installsToFutureLocations);
};
const locations = async () => {
  const answer = await callBridge(world.service, 'installation', { companyId });
  return answer.locations.map(({ name, state }) => `${name}: ${state}`);
};

test('approved locations are installed from the consent on, before any list and any webhook', async () => {
  await world.sandbox.control.setKnobs({ webhookLoss: 1 });
  await world.sandbox.control.addFault(listFails);
  await signIn(world.service, { locations: [dental.id, gym.id] });
  expect((await locations()).toSorted()).toEqual([`${dental.id}: active`, `${gym.id}: active`].toSorted());
  await world.sandbox.control.clearFaults();
  await callBridge(world.service, 'reconcile', { companyId });
  expect(await locations()).toEqual(['Bright Harbor Dental: active', 'Ironwood Strength Club: active']);
});

test.for([true, false])('future locations chosen: %s, as the consent says, and the list later', async (chosen) => {
  await world.sandbox.control.addFault(listFails);
  await signIn(world.service, { locations: [dental.id], futureLocations: chosen });
  expect(await choice()).toEqual([chosen]);
  await world.sandbox.control.clearFaults();
  await world.service.db.updateTable('installations').set({ installs_to_future_locations: null }).execute();
  await callBridge(world.service, 'reconcile', { companyId });
  expect(await choice()).toEqual([chosen]);
});

test('what GHL leaves out is no "no": neither a sign-in nor a list without the choice changes it', async () => {
  await signIn(world.service, { locations: [dental.id], futureLocations: true });
  const body = { locations: [], count: 0 };
  await world.sandbox.control.addFault({
    path: '/oauth/installedLocations',
    mode: 'status',
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(body),
  });
  await callBridge(world.service, 'reconcile', { companyId });
  expect(await choice()).toEqual([true]);
});

test('a location that is made later is installed with its name where future ones were chosen', async () => {
  await signIn(world.service, { locations: [dental.id], futureLocations: true });
  await world.sandbox.control.createLocation({ companyId, name: 'Later Place' });
  await vi.waitFor(async () => expect(await locations()).toContain('Later Place: active'), 60_000);
});
