import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
let world: TestWorld;

/** No webhook, so that nothing but the test asks for the list. */
beforeEach(async () => {
  world = await createWorld({ knobs: { webhookLoss: 1 } });
  await signIn(world.service);
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const reconcile = (service = world.service) => callBridge(service, 'reconcile', { companyId });
const pages = async () => (await world.sandbox.control.stats()).routes['GET /oauth/installedLocations'] ?? 0;

test('a crowd that asks for the list at one time costs the read under way and one more', async () => {
  const latencyMs = 2_000;
  await world.sandbox.control.setKnobs({ latencyMs });
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => reconcile()));
  expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
  await world.sandbox.control.setKnobs({ latencyMs: 0 });
  await reconcile();
  // Each read is a page and an empty one.
  expect(await pages()).toBeLessThanOrEqual(2 * 3);
});

test('who has to leave before a slow list is read is told to ask again, and the read goes on', async () => {
  const replica = await world.addReplica({ readDeadlineMs: 500 });
  const before = (await callBridge(world.service, 'installation', { companyId })).reconciledAt;
  await world.sandbox.control.setKnobs({ latencyMs: 2_000 });
  await expect(reconcile(replica)).rejects.toMatchObject({
    code: 'GHL_UNAVAILABLE',
    message: expect.stringMatching(/goes on/),
  });
  await expect
    .poll(async () => (await callBridge(world.service, 'installation', { companyId })).reconciledAt, {
      timeout: 60_000,
    })
    .not.toBe(before);
});

test('a list that hangs holds up nobody else’s', async () => {
  await signIn(world.service, { as: fixtures.users.otherAgencyAdmin.id });
  const installations = world.service.db.updateTable('installations').where('location_id', 'is', null);
  await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'hang', count: 1 });
  await installations.set({ reconciled_at: new Date(0), reconcile_after: new Date(0) }).execute();
  const read = () =>
    world.service.db
      .selectFrom('installations')
      .select('company_id')
      .where('location_id', 'is', null)
      .where('reconciled_at', '>', new Date(0))
      .execute();
  await expect.poll(read).toHaveLength(1);
});
