import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(() => testApp.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  testApp.app.inject({ url, headers: { ...own, ...headers } });

test('the blueprint’s schema is served to everybody, as one answer under two addresses', async () => {
  const plain = await get('/schemas/blueprint.json');
  expect(plain.headers['content-type']).toContain('application/schema+json');
  expect((await get('/trpc/config.schema')).json().result.data).toEqual(plain.json());
});

test('a copy that is still good is not sent again', async () => {
  const first = await get('/schemas/blueprint.json', { 'accept-encoding': 'gzip' });
  expect(first.headers['cache-control']).toMatch(/^public, max-age=\d+$/);
  const etag = String(first.headers.etag);
  const again = await get('/schemas/blueprint.json', { 'if-none-match': `W/${etag}` });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect((await get('/schemas/blueprint.json', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  expect((await get('/schemas/other.json')).statusCode).toBe(404);
});
