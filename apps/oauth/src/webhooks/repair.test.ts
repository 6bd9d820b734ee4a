import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const patient = { timeout: 60_000, interval: 30 };
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const deliveries = () => world.service.db.selectFrom('webhook_deliveries').select('processed_at').execute();
const view = () => callBridge(world.service, 'installation', { companyId });
const stateOf = async (locationId: string) =>
  (await view()).locations.find((location) => location.locationId === locationId)?.state;
const allProcessed = (count: number, options: { timeout: number; interval: number } = patient) =>
  vi.waitFor(async () => {
    const rows = await deliveries();
    expect(rows).toHaveLength(count);
    expect(rows.every((row) => row.processed_at !== null)).toBe(true);
  }, options);

describe('what webhooks missed', () => {
  test('is repaired by the next read of the list, in both directions', async () => {
    await signIn(world.service, { locations: [dental.id, gym.id] });
    await allProcessed(3);
    await world.sandbox.control.setKnobs({ webhookLoss: 1 });
    await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
    const added = await world.sandbox.control.createLocation({ companyId, name: 'Quiet Newcomer' });
    expect([await stateOf(dental.id), await stateOf(added.id)]).toEqual(['active', undefined]);

    const anHourLater = { reconcile_after: new Date() };
    await world.service.db.updateTable('installations').set(anHourLater).execute();
    await vi.waitFor(async () => {
      const { locations } = await view();
      expect(locations.map(({ name, state }) => `${name}: ${state}`)).toEqual([
        'Bright Harbor Dental: uninstalled',
        'Ironwood Strength Club: active',
        'Quiet Newcomer: active',
      ]);
    }, patient);
    expect(await deliveries()).toHaveLength(3);
  });

  test('of an agency that left and came back for another location is repaired by its sign-in', async () => {
    await signIn(world.service, { locations: [dental.id] });
    await allProcessed(2);
    await world.sandbox.control.setKnobs({ webhookLoss: 1 });
    await world.sandbox.control.uninstall({ companyId });
    await signIn(world.service, { locations: [gym.id] });
    await vi.waitFor(async () => {
      expect([await stateOf(dental.id), await stateOf(gym.id)]).toEqual(['uninstalled', 'active']);
    }, patient);
  });
});

test('a bulk install of 300 locations is complete with all names, and no read of the list that it asks for is refused', async () => {
  const { control } = world.sandbox;
  await control.setKnobs({ webhookLoss: 1 });
  for (let number = 0; number < 300; number += 1) await control.createLocation({ companyId, name: `Bulk ${number}` });
  await control.setKnobs({ webhookLoss: 0 });
  await control.clearStats();
  await signIn(world.service);
  const { length } = (await view()).locations;
  expect(length).toBeGreaterThan(300);
  await allProcessed(length + 1, { timeout: 100_000, interval: 300 });
  const { locations } = await view();
  expect(new Set(locations.map(({ state }) => state))).toEqual(new Set(['active']));
  expect(locations.filter(({ name }) => name.startsWith('Bulk '))).toHaveLength(300);
  const metrics = await world.service.metrics();
  expect(metrics).not.toContain('oauth_reconciles_total{outcome="failed"}');
});
