import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import type { BridgeCallOptions } from '../testing/call-bridge.ts';
import type { TestService } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const agencyCall = '/oauth/installedLocations';
let world: TestWorld;

/** No webhook, which would have the list read by the loop: that would take a fault, or be counted. */
beforeEach(async () => {
  world = await createWorld({
    knobs: { webhookLoss: 1 },
    env: { BRIDGE_AGENCIES: 'other=its-own' },
  });
  await signIn(world.service, { locations: [dental.id] });
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const run = (
  locationId?: string,
  { service = world.service, ...options }: BridgeCallOptions & { company?: string; service?: TestService } = {},
) =>
  callBridge(
    service,
    'testConnection',
    { companyId: options.company ?? companyId, ...(locationId === undefined ? {} : { locationId }) },
    options,
  );
const routes = async () => (await world.sandbox.control.stats()).routes;
const calls = async (route: string) => (await routes())[route] ?? 0;
const fails = (words: string) => ({ works: false, message: expect.stringContaining(words) });
const answerWith = (status: number, message: string, path = agencyCall, count = 1) =>
  world.sandbox.control.addFault({ path, mode: 'status', status, body: JSON.stringify({ message }), count });

test("calls GHL with the agency's token once, and refreshes nothing", async () => {
  expect(await run()).toEqual({
    works: true,
    message: expect.stringContaining('works'),
    tokenMs: expect.any(Number),
    answerMs: expect.any(Number),
    testedAt: expect.any(String),
  });
  expect(await routes()).toEqual({ 'GET /oauth/installedLocations': 1 });
});

test("calls GHL for a location with the location's own token, minted when there is none", async () => {
  expect(await run(dental.id)).toMatchObject({ works: true, message: expect.stringContaining('sub-account') });
  expect(await run(dental.id)).toMatchObject({ works: true });
  expect(await routes()).toEqual({ 'POST /oauth/locationToken': 1, 'GET /locations/:locationId': 2 });
});

test('GHL is asked about a paused location each time, however often readers have asked', async () => {
  const { control } = world.sandbox;
  await control.setLocation({ locationId: dental.id, state: 'paused' });
  const read = () => callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });
  await expect(read()).rejects.toMatchObject({ code: 'LOCATION_PAUSED' });
  expect(await run(dental.id)).toMatchObject(fails('Make it active again'));
  expect(await calls('POST /oauth/locationToken')).toBe(2);
  await expect(read()).rejects.toMatchObject({ code: 'LOCATION_PAUSED' });
  expect(await calls('POST /oauth/locationToken')).toBe(2);

  await control.setLocation({ locationId: dental.id, state: 'active' });
  expect(await run(dental.id)).toMatchObject({ works: true });
  expect((await read()).locationId).toBe(dental.id);
});

test('an agency that never connected, and a location without the app, are told what to do', async () => {
  expect(await run(undefined, { company: 'stranger' })).toMatchObject({ ...fails('connect'), tokenMs: null });
  expect(await run(gym.id)).toMatchObject({ ...fails('Install it'), tokenMs: null, answerMs: null });
});

test('a grant that has ended says what is on record of it', async () => {
  await world.service.db
    .updateTable('installations')
    .set({ broken_reason: 'GHL ended it. Connect GHL again.', expires_at: new Date(0) })
    .execute();
  expect(await run()).toMatchObject({ ...fails('GHL ended it. Connect GHL again.'), tokenMs: null });
});

test('a last token that works is not taken for a connection that does', async () => {
  await world.service.db.updateTable('installations').set({ broken_reason: 'GHL ended it.' }).execute();
  for (const locationId of [undefined, dental.id]) {
    const { works, message } = await run(locationId);
    expect(works).toBe(true);
    expect(message).toContain('connect GoHighLevel again before that');
    expect(message).not.toContain('The connection works');
  }
});

test('a token that GHL no longer takes is replaced, as a reader would do', async () => {
  await world.sandbox.control.expireAccessTokens({ companyId });
  expect(await run()).toMatchObject({ works: true });
  expect(await calls('POST /oauth/token')).toBe(1);
});

test.for([
  [401, 'The token is not authorized for this scope.', 'lacks a permission'],
  [401, 'version header is invalid', 'still installed'],
  [403, 'Forbidden resource', 'still installed'],
  [404, 'Company not found', 'deleted'],
  [400, 'Location is not active', 'paused'],
  [429, 'Too many requests', 'test again in a minute'],
  [418, 'short and stout', 'short and stout'],
] as const)('GHL answering %i "%s" is explained, and nothing is refreshed for it', async ([status, said, words]) => {
  await answerWith(status, said);
  const { message, ...test } = await run();
  expect(test).toMatchObject({ works: false, tokenMs: expect.any(Number), answerMs: expect.any(Number) });
  expect(message).toContain(`GoHighLevel answered ${status}: ${said}`);
  expect(message).toContain(words);
  expect(await calls('POST /oauth/token')).toBe(0);
});

test('a GHL that refuses a new token too is asked no third time', async () => {
  await answerWith(401, 'Invalid JWT', agencyCall, 5);
  expect(await run()).toMatchObject(fails('seconds old'));
  expect(await calls('POST /oauth/token')).toBe(1);
  expect(await calls('GET /oauth/installedLocations')).toBe(2);
});

test('a GHL that is away or silent leaves the connection as it is', async () => {
  await world.sandbox.control.addFault({ path: agencyCall, mode: 'status', status: 502 });
  expect(await run()).toMatchObject(fails('502'));
  const service = await world.addReplica({ readDeadlineMs: 1_500 });
  await world.sandbox.control.addFault({ path: agencyCall, mode: 'hang' });
  expect(await run(undefined, { service })).toMatchObject({ ...fails('took too long'), answerMs: null });
  expect((await callBridge(world.service, 'installation', { companyId })).state).toBe('active');
});

test('a refresh that takes longer than the caller may wait is said, and goes on', async () => {
  const service = await world.addReplica({ readDeadlineMs: 500 });
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 8_000 });
  await world.service.db
    .updateTable('installations')
    .set({ refresh_after: new Date(0), expires_at: new Date(Date.now() + 1_000) })
    .execute();
  expect(await run(undefined, { service })).toMatchObject({ ...fails('slow to give a new token'), tokenMs: null });
});

test('a token that cannot be opened is our fault, and says where to look', async () => {
  await world.service.db.updateTable('installations').set({ access_token: 'g1:k1:broken' }).execute();
  const { message } = await run();
  const requestId = /under ([\w-]+)\./.exec(message)?.[1] ?? 'none';
  expect(world.service.logs()).toContain(requestId);
});

test('the eleventh test within a minute is not made, and says when to come back', async () => {
  for (let made = 0; made < 10; made++) await run(undefined, { company: 'stranger' });
  expect(await run(undefined, { company: 'stranger' })).toMatchObject(fails('Not tested'));
  expect(await run()).toMatchObject({ works: true });
});

test('each token that a test reads is on record, and so is the test', async () => {
  await run();
  await run(gym.id);
  const reads = await world.service.db.selectFrom('token_reads').selectAll().orderBy('id').execute();
  expect(reads).toMatchObject([
    { backend_id: 'main', company_id: companyId, location_id: null, outcome: 'OK' },
    { backend_id: 'main', company_id: companyId, location_id: gym.id, outcome: 'NOT_INSTALLED' },
  ]);
  const tests = await world.service.db
    .selectFrom('connection_log')
    .selectAll()
    .where('kind', 'in', ['test-passed', 'test-failed'])
    .orderBy('id')
    .execute();
  expect(tests).toMatchObject([
    { kind: 'test-passed', company_id: companyId, location_id: null, actor: 'main' },
    { kind: 'test-failed', company_id: companyId, location_id: gym.id, detail: expect.stringContaining('Install') },
  ]);
});

test('a backend of other agencies may not ask, whichever way', async () => {
  const refused = { code: 'FORBIDDEN', status: 403 };
  for (const route of ['connections', 'refreshes', 'testConnection'] as const)
    await expect(callBridge(world.service, route, { companyId }, { backend: 'other' })).rejects.toMatchObject(refused);
  expect(await calls('GET /oauth/installedLocations')).toBe(0);
  expect(await callBridge(world.service, 'connections', { companyId: 'its-own' }, { backend: 'other' })).toEqual({
    companyId: 'its-own',
    grants: [],
    locations: [],
  });
});

test('each of the three routes is measured under its own name', async () => {
  await callBridge(world.service, 'connections', { companyId });
  await callBridge(world.service, 'refreshes', { companyId });
  await callBridge(world.service, 'refreshes', { companyId, before: 'nonsense' }).catch(() => undefined);
  await run();
  const metrics = await world.service.metrics();
  for (const [route, code] of [
    ['connections', 'OK'],
    ['refreshes', 'OK'],
    ['refreshes', 'BAD_REQUEST'],
    ['testConnection', 'OK'],
  ])
    expect(metrics).toContain(`oauth_bridge_seconds_count{route="${route}",code="${code}"} 1`);
});
