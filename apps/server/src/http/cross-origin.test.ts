import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from './key-calls.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(() => testApp.close());

const elsewhere = { ...own, origin: 'https://tools.example', 'sec-fetch-site': 'cross-site' };
const allowed = 'access-control-allow-origin';
const ask = (headers: Record<string, string>) =>
  testApp.app.inject({ url: '/trpc/session.me', headers: { ...elsewhere, ...headers } });

test('a page of another site may ask whether it may call with a key, and is never told that cookies count', async () => {
  const answer = await testApp.app.inject({
    method: 'OPTIONS',
    url: '/trpc/plans.create',
    headers: {
      ...elsewhere,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers[allowed]).toBe('*');
  for (const name of ['authorization', 'content-type', 'idempotency-key', 'last-event-id'])
    expect(answer.headers['access-control-allow-headers']).toContain(name);
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
});

test('what a key asks is readable there, also a refusal', async () => {
  const key = await newKey(testApp, { name: 'Page' });
  const answer = await ask({ authorization: `Bearer ${key}` });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ [allowed]: '*', 'x-request-id': expect.any(String) });
  const refused = await ask({ authorization: 'Bearer gw_none' });
  expect(refused.statusCode).toBe(401);
  expect(refused.headers[allowed]).toBe('*');
});

test('what a session asks is not', async () => {
  const answer = await ask({ cookie: `gw_session=${await testApp.newSession()}` });
  expect(answer.headers).not.toHaveProperty(allowed);
  const write = await testApp.app.inject({
    method: 'POST',
    url: '/trpc/session.signOut',
    headers: { ...elsewhere, cookie: `gw_session=${await testApp.newSession()}`, 'content-type': 'application/json' },
  });
  expect(write.statusCode).toBe(403);
  expect(write.headers).not.toHaveProperty(allowed);
});

test.each(['/', '/auth/device', '/auth/device/key', '/metrics'])(
  'nothing else is opened to other sites: %s',
  async (url) => {
    for (const method of ['OPTIONS', 'GET'] as const)
      expect((await testApp.app.inject({ method, url, headers: elsewhere })).headers).not.toHaveProperty(allowed);
  },
);
