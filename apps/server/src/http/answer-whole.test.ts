import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
let headers: Record<string, string>;
beforeAll(async () => {
  testApp = await createTestApp();
  headers = { ...own, cookie: `gw_session=${await testApp.newSession()}`, 'accept-encoding': 'gzip' };
});
afterAll(() => testApp.close());

test('a finished answer tells its length, and a short one is not compressed', async () => {
  const answer = await testApp.app.inject({ url: '/trpc/session.me', headers });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/json/) as string,
    'content-length': String(Buffer.byteLength(answer.body)),
    vary: 'trpc-accept, accept',
  });
  expect(answer.headers).not.toHaveProperty('content-encoding');
  expect(answer.headers).not.toHaveProperty('transfer-encoding');
});

test('a long answer is compressed', async () => {
  const answer = await testApp.app.inject({ url: '/trpc/blueprints.library', headers });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-encoding']).toBe('gzip');
});

test('an answer in pieces stays in pieces', async () => {
  const answer = await testApp.app.inject({
    url: '/trpc/session.me?batch=1',
    headers: { ...headers, 'trpc-accept': 'application/jsonl', 'accept-encoding': 'identity' },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).not.toHaveProperty('content-length');
  expect(answer.body.split('\n').length).toBeGreaterThan(1);
});

test('a failure keeps its status and its shape', async () => {
  const answer = await testApp.app.inject({ url: '/trpc/session.me', headers: own });
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toMatchObject({ error: { data: { app: { code: 'UNAUTHORIZED' } } } });
});
