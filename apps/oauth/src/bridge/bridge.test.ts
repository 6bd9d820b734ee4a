import { fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bridgeError } from '@groundwork/shared/bridge';
import { signIn } from '../testing/browser.ts';
import { callBridge, newNonce, sendBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
let world: TestWorld;
beforeAll(async () => {
  // Read once, after the sign-in, the list of sub-accounts is not read again: no row changes by itself.
  world = await createWorld({ timings: { reconcileGapMs: 3_600_000 } });
  await signIn(world.service);
});
afterAll(() => world.close());

test.for([
  ['another key', { secret: Buffer.alloc(32, 1) }],
  ['a body that was changed', { tamperedBody: '{"companyId":"someone-else"}' }],
  ['a time too long ago', { secondsOff: -61 }],
  ['a time to come', { secondsOff: 62 }],
] as const)('refuses a call with %s', async ([, options]) => {
  await expect(callBridge(world.service, 'installation', { companyId }, options)).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
    status: 401,
  });
});

test('accepts a clock that is a little off', async () => {
  const answer = await callBridge(world.service, 'installation', { companyId }, { secondsOff: -50 });
  expect(answer.companyId).toBe(companyId);
});

test.for([
  [-300, '30[01] s behind'],
  [301, 'ahead of'],
] as const)(
  'tells a caller whose clock is %i s off what is wrong, and with which clock',
  async ([secondsOff, says]) => {
    await expect(callBridge(world.service, 'installation', { companyId }, { secondsOff })).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`${says}.*Set the clocks`)),
    });
  },
);

test('refuses a call that was made before, at whichever replica, and however close', async () => {
  const replica = await world.addReplica();
  const nonce = newNonce();
  const services = [world.service, replica, world.service, replica];
  const answers = await Promise.all(
    services.map((service) => sendBridge(service, 'installation', { companyId }, { nonce })),
  );
  expect(answers.map(({ ok }) => ok).filter(Boolean)).toHaveLength(1);
  await expect(callBridge(replica, 'installation', { companyId }, { nonce })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
    message: expect.stringContaining('made before'),
  });
  const other = await sendBridge(replica, 'installation', { companyId }, { nonce, backend: 'other' });
  expect(other.status).toBe(200);
});

test('refuses a nonce that could be guessed', async () => {
  await expect(callBridge(world.service, 'installation', { companyId }, { nonce: '1' })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});

test('accepts both keys of a backend while one replaces the other', async () => {
  const [old, next] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
  const keys = [old, next].map((key) => `main:${key.toString('base64')}`).join(',');
  const changing = await createWorld({ env: { BRIDGE_KEYS: keys } });
  await signIn(changing.service);
  for (const secret of [old, next])
    expect(await callBridge(changing.service, 'installation', { companyId }, { secret })).toMatchObject({ companyId });
  await changing.close();
});

test('gives a limited backend nothing of another agency, and says so', async () => {
  const limited = await createWorld({ env: { BRIDGE_AGENCIES: 'other=its-own+another' } });
  const { nonceHash, ticket } = await signIn(limited.service, {}, { backend: 'other' });
  const refused = { code: 'FORBIDDEN', status: 403, message: expect.stringContaining('BRIDGE_AGENCIES') };
  for (const route of ['accessToken', 'installation', 'reconcile'] as const)
    await expect(callBridge(limited.service, route, { companyId }, { backend: 'other' })).rejects.toMatchObject(
      refused,
    );
  const redeem = callBridge(limited.service, 'redeemTicket', { ticket, nonceHash }, { backend: 'other' });
  await expect(redeem).rejects.toMatchObject(refused);
  await expect(
    callBridge(limited.service, 'installation', { companyId: 'its-own' }, { backend: 'other' }),
  ).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
  expect((await callBridge(limited.service, 'accessToken', { companyId })).companyId).toBe(companyId);
  const reads = await limited.service.db.selectFrom('token_reads').select(['backend_id', 'outcome']).execute();
  expect(reads).toEqual([
    { backend_id: 'other', outcome: 'FORBIDDEN' },
    { backend_id: 'main', outcome: 'OK' },
  ]);
  await limited.close();
});

test('refuses a call without any signature, in the shape of the contract', async () => {
  const answer = await fetch(`${world.service.url}/bridge/access-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'request-12345' },
    body: JSON.stringify({ companyId }),
  });
  expect(answer.status).toBe(401);
  const { error } = bridgeError.parse(await answer.json());
  expect(error).toMatchObject({ code: 'UNAUTHORIZED', retryable: false, requestId: 'request-12345' });
});

test('refuses what the contract does not know', async () => {
  const odd = [{}, { companyId: '' }, { companyId, extra: 1 }, { companyId, refusedTokenHash: 'short' }];
  for (const request of odd) {
    const answer = await sendBridge(world.service, 'accessToken', request as { companyId: string });
    expect(answer.status).toBe(400);
    expect(bridgeError.parse(await answer.json()).error.code).toBe('BAD_REQUEST');
  }
  const answer = await sendBridge(world.service, 'accessToken', { companyId: 'x'.repeat(20_000) });
  expect(bridgeError.parse(await answer.json()).error.code).toBe('BAD_REQUEST');
});

test('says of a company that never came that it has to connect', async () => {
  for (const route of ['accessToken', 'installation', 'reconcile'] as const) {
    await expect(callBridge(world.service, route, { companyId: 'stranger' })).rejects.toMatchObject({
      code: 'NOT_INSTALLED',
      message: expect.stringContaining('connect'),
    });
  }
});

test('every token read is on record: who, for what, with what result, and not the token', async () => {
  await world.service.db.deleteFrom('token_reads').execute();
  const { accessToken } = await callBridge(world.service, 'accessToken', { companyId }, { backend: 'other' });
  await callBridge(world.service, 'accessToken', { companyId: 'stranger' }).catch(() => undefined);
  const reads = await world.service.db.selectFrom('token_reads').selectAll().orderBy('id').execute();
  expect(reads).toMatchObject([
    { backend_id: 'other', company_id: companyId, location_id: null, outcome: 'OK', request_id: expect.any(String) },
    { backend_id: 'main', company_id: 'stranger', outcome: 'NOT_INSTALLED' },
  ]);
  expect(JSON.stringify(reads)).not.toContain(accessToken);
});

test('a crowd of readers changes no row that they share, and each read is on record', async () => {
  const { db } = world.service;
  const versions = async () =>
    (await sql<{ row: string }>`select i.xmin || ' ' || i.ctid as row from installations i`.execute(db)).rows;
  const isReconciled = async () =>
    (await db.selectFrom('installations').select('reconciled_at').executeTakeFirstOrThrow()).reconciled_at !== null;
  await vi.waitFor(async () => expect(await isReconciled()).toBe(true), 60_000);
  await db.deleteFrom('token_reads').execute();
  const before = await versions();
  await Promise.all(Array.from({ length: 100 }, () => callBridge(world.service, 'accessToken', { companyId })));
  expect(await versions()).toEqual(before);
  expect(await db.selectFrom('token_reads').selectAll().execute()).toHaveLength(100);
});

test('reports itself: health, and metrics by route and code', async () => {
  expect((await fetch(`${world.service.url}/health/live`)).status).toBe(200);
  expect(await (await fetch(`${world.service.url}/health/ready`)).json()).toEqual({ status: 'ok', database: 'ok' });
  const metrics = await world.service.metrics();
  expect(metrics).toMatch(/oauth_bridge_seconds_count\{route="accessToken",code="OK"\} [1-9]/);
  expect(metrics).toMatch(/oauth_bridge_seconds_count\{route="installation",code="UNAUTHORIZED"\} [1-9]/);
  expect(metrics).toContain('oauth_installations{state="active"} 1');
});
