import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { connectBridge } from '../testing/connect-bridge.ts';
import { demandNewToken, hashOf } from '../testing/demand-new-token.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental } = fixtures.locations;
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld({ timings: { readDeadlineMs: 100 } });
  await signIn(world.service);
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const slow = (tokenLatencyMs = 1_500) => world.sandbox.control.setKnobs({ tokenLatencyMs });
const callsOf = async (route: string) => (await world.sandbox.control.stats()).routes[route] ?? 0;
const comeBack = { code: 'TOKEN_REFRESHING', status: 503, message: expect.stringContaining('Ask again') };

test('a read that meets a refresh longer than its deadline is told to come back, at the other replica too', async () => {
  const refused = await callBridge(world.service, 'accessToken', { companyId });
  const replica = await world.addReplica();
  await slow(8_000);
  await expect(demandNewToken(world.service, refused)).rejects.toMatchObject(comeBack);
  await expect(demandNewToken(replica, refused)).rejects.toMatchObject(comeBack);
});

test('the client comes back within its own deadline, and the refresh went on: one call in all', async () => {
  const refused = await callBridge(world.service, 'accessToken', { companyId });
  await slow();
  const bridge = connectBridge(world.service);
  const next = await bridge.accessToken({ companyId }, hashOf(refused.accessToken));
  await bridge.stop();
  expect(next.accessToken).not.toBe(refused.accessToken);
  expect(await callsOf('POST /oauth/token')).toBe(1);
});

test("a location's token that is slow to be minted is come back for as well", async () => {
  await slow();
  const bridge = connectBridge(world.service);
  const minted = await bridge.accessToken({ companyId, locationId: dental.id });
  await bridge.stop();
  expect(minted.scopes.length).toBeGreaterThan(0);
  expect(await callsOf('POST /oauth/locationToken')).toBe(1);
});
