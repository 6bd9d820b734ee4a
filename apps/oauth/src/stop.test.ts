import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from './testing/browser.ts';
import { callBridge } from './testing/call-bridge.ts';
import { createWorld } from './testing/world.ts';
import type { TestWorld } from './testing/world.ts';

const companyId = fixtures.agency.id;
const patience = 300_000;
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld({
    timings: { tokenCallTimeoutMs: patience, readDeadlineMs: patience, drainMs: patience },
    // No webhook, so that nothing but the test asks for the list.
    knobs: { webhookDelayMs: 3_600_000 },
  });
  await signIn(world.service);
});
afterEach(() => world.close());

test('a stop does not wait for a list that GHL does not answer; whoever asked for it is told to try again', async () => {
  const { control } = world.sandbox;
  await control.addFault({ path: '/oauth/installedLocations', mode: 'hang', count: 20 });
  await control.clearStats();
  const [asked] = await Promise.allSettled([callBridge(world.service, 'reconcile', { companyId }), stopOnceAsked()]);
  expect(asked).toMatchObject({ status: 'rejected', reason: { code: 'GHL_UNAVAILABLE' } });
});

async function stopOnceAsked(): Promise<void> {
  const { control } = world.sandbox;
  await expect.poll(async () => (await control.stats()).routes).toHaveProperty(['GET /oauth/installedLocations']);
  await world.service.close();
}
