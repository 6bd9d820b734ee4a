import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { startTestService } from '../testing/start-service.ts';
import { watchGhl } from '../testing/watch-ghl.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const patient = { timeout: 60_000, interval: 50 };
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld({ timings: { graceMs: 300 } });
  await signIn(world.service);
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const row = () => world.service.db.selectFrom('installations').selectAll().executeTakeFirstOrThrow();
const journal = () => world.service.db.selectFrom('refresh_journal').selectAll().orderBy('started_at').execute();
const read = () => callBridge(world.service, 'accessToken', { companyId });
const tokenCalls = async () => (await world.sandbox.control.stats()).routes['POST /oauth/token'] ?? 0;
const dueNow = () =>
  world.service.db
    .updateTable('installations')
    .set({ refresh_after: new Date(0) })
    .execute();

test('what comes late for a grant that a newer sign-in replaced is kept in reserve, and does not push the newer one out', async () => {
  const ghl = await watchGhl(world.sandbox.url);
  const slow = await startTestService({ ...world, env: { GHL_API_URL: ghl.url } });
  const call = ghl.hold('after GHL acted');
  const late = demandNewToken(slow, await read());
  await call.reached;
  // Nothing uses the new pair, so the one before it is still needed.
  await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'status', count: 500 });
  await signIn(world.service);
  const signedIn = await row();
  call.release();
  await late;
  await vi.waitFor(async () => expect((await journal()).map(({ state }) => state)).toEqual(['done']), patient);
  expect(await row()).toMatchObject({ pair_number: 2, refresh_token: signedIn.refresh_token });
  await slow.close();
  await ghl.close();

  const body = JSON.stringify({ error: 'invalid_grant' });
  const refusal = { mode: 'status', status: 400, contentType: 'application/json', body, count: 2 } as const;
  await world.sandbox.control.addFault({ path: '/oauth/token', ...refusal });
  await dueNow();
  await vi.waitFor(async () => expect(await row()).toMatchObject({ state: 'active', pair_number: 3 }), patient);
});

test('a token that brought the one in force is spent: it is not presented when that one is refused', async () => {
  await demandNewToken(world.service, await read());
  expect((await row()).previous_refresh_token).not.toBeNull();
  await world.sandbox.control.revoke({ companyId, keepAccessTokens: true });
  await world.sandbox.control.clearStats();
  await dueNow();
  await vi.waitFor(async () => expect((await row()).state).toBe('needs-reconnect'), patient);
  expect(await tokenCalls()).toBe(2);
  expect((await row()).broken_reason).toMatch(
    /^GoHighLevel has ended this connection: since \d+ \w+ \d{4}, \d\d:\d\d UTC it refuses to renew it\. An admin of the agency has to connect GoHighLevel again\./,
  );
});
