import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { startTestService } from '../testing/start-service.ts';
import { watchGhl } from '../testing/watch-ghl.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld();
  await signIn(world.service, { locations: [dental.id] });
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const calls = async (route: string) => (await world.sandbox.control.stats()).routes[route] ?? 0;
const mints = () => calls('POST /oauth/locationToken');
const read = (locationId = dental.id, service = world.service) =>
  callBridge(service, 'accessToken', { companyId, locationId });

test('is minted once, for ten readers at two replicas', async () => {
  const replica = await world.addReplica();
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 300 });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => read(dental.id, index % 2 === 0 ? world.service : replica)),
  );
  expect(new Set(answers.map(({ accessToken }) => accessToken)).size).toBe(1);
  expect(await mints()).toBe(1);
});

test('is minted anew when GHL has refused it, and that one is never given again', async () => {
  const refused = await read();
  const fresh = await demandNewToken(world.service, refused);
  expect(fresh.accessToken).not.toBe(refused.accessToken);
  expect((await read()).accessToken).toBe(fresh.accessToken);
  expect(await mints()).toBe(2);
});

test('keeps no refresh token of its own, and stores nothing in the clear', async () => {
  const { accessToken } = await read();
  const rows = await world.service.db.selectFrom('location_tokens').selectAll().execute();
  expect(Object.keys(rows[0] ?? {})).not.toContain('refresh_token');
  expect(JSON.stringify(rows)).not.toContain(accessToken);
});

test('of a location without the app says so, and leaves the agency as it is', async () => {
  await expect(read(gym.id)).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
  await expect(read('no-such-location')).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
  await expect(read(fixtures.secondLocations.bakery.id)).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
  expect((await callBridge(world.service, 'installation', { companyId })).state).toBe('active');
  expect(await calls('POST /oauth/token')).toBe(0);
});

test('an agency token that GHL no longer takes is renewed on the way', async () => {
  await world.sandbox.control.expireAccessTokens({ companyId });
  const { accessToken } = await read();
  expect(accessToken).not.toBe('');
  expect(await calls('POST /oauth/token')).toBe(1);
});

test('a missing permission is a matter of reconnecting, and triggers no refresh', async () => {
  const body = '{"statusCode":401,"message":"The token is not authorized for this scope.","error":"Unauthorized"}';
  await world.sandbox.control.addFault({ path: '/oauth/locationToken', mode: 'status', status: 401, body });
  await expect(read()).rejects.toMatchObject({
    code: 'RECONNECT_NEEDED',
    message: expect.stringContaining('permission'),
  });
  expect(await calls('POST /oauth/token')).toBe(0);
});

test('GHL being away is not "not installed", and an older valid token still serves', async () => {
  await world.sandbox.control.addFault({ path: '/oauth/locationToken', mode: 'status', count: 2 });
  await expect(read()).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE' });
  await world.sandbox.control.clearFaults();
  const first = await read();
  await world.service.db
    .updateTable('location_tokens')
    .set({ minted_at: new Date(0) })
    .execute();
  await world.sandbox.control.addFault({ path: '/oauth/locationToken', mode: 'drop', count: 1 });
  const replica = await world.addReplica();
  expect((await read(dental.id, replica)).accessToken).toBe(first.accessToken);
  const another = await world.addReplica();
  expect((await read(dental.id, another)).accessToken).not.toBe(first.accessToken);
});

test('ends with an uninstall of its location, and returns with an install', async () => {
  await read();
  await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
  await vi.waitFor(() => expect(read()).rejects.toMatchObject({ code: 'NOT_INSTALLED' }), 60_000);
  await signIn(world.service, { locations: [dental.id] });
  expect((await read()).locationId).toBe(dental.id);
});

test('is not kept, and not given, where the location was uninstalled while it was minted', async () => {
  const ghl = await watchGhl(world.sandbox.url);
  const slow = await startTestService({ ...world, env: { GHL_API_URL: ghl.url } });
  onTestFinished(async () => {
    await slow.close();
    await ghl.close();
  });
  // The list shows it as before: only what the webhook says has to count here.
  await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'status', count: 1_000 });
  const answer = ghl.hold('after a mint');
  const early = read(dental.id, slow).catch((error: unknown) => error);
  await answer.reached;
  await world.sandbox.control.sendWebhook({ type: 'UNINSTALL', locationId: dental.id });
  const { db } = world.service;
  const state = () => db.selectFrom('installed_locations').select('state').executeTakeFirst();
  await vi.waitFor(async () => expect(await state()).toEqual({ state: 'uninstalled' }), 60_000);
  answer.release();
  expect(await early).toMatchObject({ code: 'NOT_INSTALLED' });
  expect(await db.selectFrom('location_tokens').selectAll().execute()).toEqual([]);
});

test('two locations whose ciphertexts were swapped get no token at all', async () => {
  await signIn(world.service, { locations: [dental.id, gym.id] });
  await read(dental.id);
  await read(gym.id);
  const rows = await world.service.db.selectFrom('location_tokens').selectAll().execute();
  for (const [index, { id }] of rows.entries()) {
    const other = rows[1 - index];
    if (other === undefined) throw new Error('There should be two rows.');
    await world.service.db
      .updateTable('location_tokens')
      .set({ access_token: other.access_token })
      .where('id', '=', id)
      .execute();
  }
  const replica = await world.addReplica();
  await expect(read(dental.id, replica)).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
  await expect(read(gym.id, replica)).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
  expect(replica.logs()).toContain('was changed or moved');
});
