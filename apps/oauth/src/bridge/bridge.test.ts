import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bridgeError } from '@groundwork/shared/bridge';
import { signIn } from '../testing/browser.ts';
import { callBridge, sendBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
let world: TestWorld;
beforeAll(async () => {
  world = await createWorld();
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

test('reports itself: health, and metrics by route and code', async () => {
  expect((await fetch(`${world.service.url}/health/live`)).status).toBe(200);
  expect(await (await fetch(`${world.service.url}/health/ready`)).json()).toEqual({ status: 'ok', database: 'ok' });
  const metrics = await world.service.metrics();
  expect(metrics).toMatch(/oauth_bridge_seconds_count\{route="accessToken",code="OK"\} [1-9]/);
  expect(metrics).toMatch(/oauth_bridge_seconds_count\{route="installation",code="UNAUTHORIZED"\} [1-9]/);
  expect(metrics).toContain('oauth_installations{state="active"} 1');
});
